import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

const safeMethods = new Set(['GET', 'HEAD']);
/** What a browser says of who asks (Fetch Metadata): our own page, or somebody who typed the address. */
const ownSites = new Set([undefined, 'same-origin', 'none']);
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what a page elsewhere makes a browser send with our cookie: a change whose origin is not
 * ours (CSRF), any request that the browser calls another site's, a sibling's of our domain too, and
 * any request for a host that is not ours (DNS rebinding).
 */
export function requireOwnOrigin(c: Context, publicUrl: URL): void {
  const host = c.req.header('host') ?? '';
  if (!isOwnHost(host, publicUrl)) {
    throw new ApiError('wrong_host', `This console is at ${publicUrl.origin}.`);
  }
  if (!ownSites.has(c.req.header('sec-fetch-site'))) {
    throw new ApiError('wrong_origin', `Pages of ${publicUrl.origin} ask here, and no others.`);
  }
  if (safeMethods.has(c.req.method)) return;
  const origin = c.req.header('origin');
  if (origin !== undefined && isOwnOrigin(origin, publicUrl)) return;
  throw new ApiError('wrong_origin', `Changes are made from ${publicUrl.origin} only.`);
}

/**
 * The same for changes that need no session: signing a victim in as somebody else is an attack too.
 * Programs send no origin.
 */
export function requireNoOtherOrigin(c: Context, publicUrl: URL): void {
  if (safeMethods.has(c.req.method) || c.req.header('origin') === undefined) return;
  requireOwnOrigin(c, publicUrl);
}

function isOwnOrigin(origin: string, publicUrl: URL): boolean {
  const url = URL.parse(origin);
  return url !== null && url.protocol === publicUrl.protocol && isOwnHost(url.host, publicUrl);
}

/** On one's own machine every name of it is ours. */
function isOwnHost(host: string, publicUrl: URL): boolean {
  if (host === publicUrl.host) return true;
  const url = URL.parse(`${publicUrl.protocol}//${host}`);
  return (
    url !== null &&
    loopbackNames.has(publicUrl.hostname) &&
    loopbackNames.has(url.hostname) &&
    url.port === publicUrl.port
  );
}
