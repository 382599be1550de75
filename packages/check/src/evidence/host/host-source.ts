import { CannotCollect } from '../collector.ts';
import type { Source } from '../source.ts';
import type { Host } from './host.ts';

/** A machine as the source of evidence: no repository, no site. */
export function hostSource(name: string, host: Host): Source {
  return {
    name,
    host,
    list: () => Promise.resolve([]),
    stat: () => Promise.resolve([]),
    read: () => Promise.resolve(undefined),
    execute: () => Promise.resolve(undefined),
  };
}

/** The machine that is looked at; `CannotCollect` where it is something else. */
export function requiredHost({ host }: Source): Host {
  if (host !== undefined) return host;
  throw new CannotCollect('this is no host', 'castellan check host');
}
