import type { Answer } from '@castellan/core/site';

/** A request to a site, and what came back. */
export interface Exchange extends Answer {
  readonly method: string;
  readonly status: number;
  /** Its start, as text. */
  readonly body: string;
  /** Why its certificate is not trusted; absent where it is, and over plain HTTP. */
  readonly distrusted?: string;
}

/** What a site answers to the simplest of requests. */
export interface SitePages {
  /** From HTTPS on, each redirect; the last is the page. Empty when nothing answers there. */
  readonly secure: readonly Exchange[];
  /** The same from plain HTTP on. */
  readonly plain: readonly Exchange[];
  /** An address that nothing stands behind. */
  readonly missing?: Exchange;
}

/** The page that a visitor sees. */
export function pageOf({ secure, plain }: SitePages): Exchange | undefined {
  return secure.at(-1) ?? plain.at(-1);
}

/** A site that only the machine itself reaches: nothing travels. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
