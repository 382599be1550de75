import type { Context } from 'hono';
import { ApiError } from './api-error.ts';

const safeMethods = new Set(['GET', 'HEAD']);
const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses what a page elsewhere makes a browser send with our cookie: a change whose origin is not
 * ours (CSRF), and any request for a host that is not ours (DNS rebinding).
 */
export function requireOwnOrigin(c: Context, publicUrl: URL): void {
  const host = c.req.header('host') ?? '';
  if (!isOwnHost(host, publicUrl)) {
    throw new ApiError('wrong_host', `This console is at ${publicUrl.origin}.`);
  }
  if (safeMethods.has(c.req.method)) return;
  const origin = c.req.header('origin');
  if (origin !== undefined && isOwnOrigin(origin, publicUrl)) return;
  throw new ApiError('wrong_origin', `Changes are made from ${publicUrl.origin} only.`);
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
