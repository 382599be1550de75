/** A request to a site, and what came back. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** As they were sent, in order; a name may come more than once. */
  readonly headers: readonly Header[];
  /** Its start, as text. */
  readonly body: string;
  /** Why its certificate is not trusted; absent where it is, and over plain HTTP. */
  readonly distrusted?: string;
}

export type Header = readonly [name: string, value: string];

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

/** All values of a header, in order. */
export function valuesOf({ headers }: Exchange, name: string): string[] {
  return headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value.trim());
}

/** Whether it is a page that a browser shows, and not data. */
export function isHtml(exchange: Exchange): boolean {
  const [type = ''] = valuesOf(exchange, 'content-type');
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(type);
}

/** A site that only the machine itself reaches: nothing travels. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
