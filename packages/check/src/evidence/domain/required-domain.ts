import { CannotCollect } from '../collector.ts';
import type { Source } from '../source.ts';
import type { Domain } from './domain.ts';

/** The domain that is looked at; `CannotCollect` where it is something else. */
export function requiredDomain({ domain }: Source): Domain {
  if (domain !== undefined) return domain;
  throw new CannotCollect('this is no domain', 'castellan check domain example.com');
}
