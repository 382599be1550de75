import { listen } from './listen.js';

/** Serves `GET /route?name=…` for each route: a function of the query's fields that gives the answer's text. */
export function serveRoutes(routes) {
  return listen(async (req, res) => {
    const url = new URL(req.url, 'http://app');
    try {
      const route = routes[url.pathname.slice(1)];
      const text = await route(Object.fromEntries(url.searchParams), req);
      res.writeHead(200, { 'content-type': 'text/plain' }).end(text);
    } catch (error) {
      // Like many apps, this one answers every error itself: a block must not end up in there.
      res.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    }
  });
}
