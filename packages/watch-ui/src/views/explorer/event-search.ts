import type { Event } from '../../api/types.ts';

/** What is shown, as it stands in the address. */
export interface EventSearch {
  /** See `docs/watch/explorer.md`. */
  readonly q?: string | undefined;
  readonly app?: string | undefined;
  readonly disposition?: Event['finding']['disposition'] | undefined;
  readonly detection?: string | undefined;
  readonly address?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}
