import { CannotCollect } from './collector.ts';
import type { Site } from './site.ts';
import type { Source } from './source.ts';

/** The site that is looked at; `CannotCollect` where it is a directory. */
export function requiredSite({ site }: Source): Site {
  if (site !== undefined) return site;
  throw new CannotCollect('this is no running site', 'castellan check site https://…');
}
