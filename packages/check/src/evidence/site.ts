import type { Exchange } from '../analysis/site/exchange.ts';

/** What to ask. */
export interface SiteRequest {
  /** `GET` when left out. */
  readonly method?: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running site. */
export interface Site {
  readonly url: URL;
  /** Follows no redirect. Rejects when nothing answers in time. */
  exchange(request: SiteRequest): Promise<Exchange>;
}
