import type { Context, Hono } from 'hono';
import type { PageFile, Pages } from './read-pages.ts';

const year = 31_536_000;

/** Serves the pages: a file by its path, and the one page for every address that is a view of it. */
export function servePages(app: Hono, pages: Pages): void {
  app.get('*', (c, next) => {
    const { path } = c.req;
    if (path.startsWith('/api/')) return next();
    const file = pages.get(path) ?? (isView(path) ? pages.get('/index.html') : undefined);
    return file === undefined ? next() : Promise.resolve(send(c, file));
  });
}

/**
 * Files stand at the top and among the assets, and an asset of another version must not become a page. Deeper
 * down a dot is part of what a view is about: an address, a user whose id is an e-mail address.
 */
function isView(path: string): boolean {
  return !/^\/[^/]+\.[a-z0-9]+$|^\/assets\//i.test(path);
}

function send(c: Context, { type, body, brotli, isImmutable }: PageFile): Response {
  const isCompressed = brotli !== undefined && /\bbr\b/.test(c.req.header('accept-encoding') ?? '');
  return c.body(isCompressed ? brotli : body, 200, {
    'content-type': type,
    vary: 'accept-encoding',
    'cache-control': isImmutable ? `public, max-age=${year}, immutable` : 'no-cache',
    ...(isCompressed && { 'content-encoding': 'br' }),
  });
}
