import type { Severity } from '@castellan/core';

/** One kind of token, as its provider documents it. */
export interface TokenFormat {
  /** `github-token`. */
  readonly id: string;
  /** Whose it is, and what: `GitHub access token`. */
  readonly title: string;
  /** See `templateOf`. */
  readonly templates: readonly string[];
  /** How bad it is when the token is live; high when left out. */
  readonly severity?: Severity;
  /** A check sum that the provider publishes: what passes it is no accident. */
  readonly checksum?: 'crc32-base62';
  /** True when other things look the same: then the token counts as possible only. */
  readonly isAmbiguous?: boolean;
}

/** A row of a table of formats: id, title, templates, and what is special. */
export function format(
  id: string,
  title: string,
  templates: string | readonly string[],
  special: Omit<TokenFormat, 'id' | 'title' | 'templates'> = {},
): TokenFormat {
  return {
    id,
    title,
    templates: typeof templates === 'string' ? [templates] : templates,
    ...special,
  };
}
