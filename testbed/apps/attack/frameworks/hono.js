import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';

/** Serves the routes by Hono, from an app that is mounted in another. */
export async function serve(routes) {
  const app = new Hono();
  const inner = new Hono();
  inner.use('*', async (_c, next) => next());
  for (const { method, path, run } of routes)
    inner.on(method, path, async (c) => answer(c, await run(asker(c))));
  app.route('/', inner);
  app.onError((_error, c) => c.json('it broke', 500));
  return createAdaptorServer({ fetch: app.fetch });
}

function asker(c) {
  return {
    query: (name) => c.req.query(name),
    param: (name) => c.req.param(name),
    header: (name) => c.req.header(name),
    cookie: (name) => getCookie(c, name),
    body: async () =>
      /json/.test(c.req.header('content-type')) ? c.req.json() : c.req.parseBody(),
  };
}

function answer(c, { status = 200, json, html, text, redirect, cookie }) {
  if (cookie !== undefined) c.header('set-cookie', cookie);
  if (redirect !== undefined) return c.redirect(redirect);
  if (html !== undefined) return c.html(html, status);
  return text === undefined ? c.json(json, status) : c.text(text, status);
}
