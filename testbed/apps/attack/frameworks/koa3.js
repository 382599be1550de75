import { createServer } from 'node:http';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';

/** Serves the routes by Koa: half of them from a router inside of another. */
export async function serve(routes) {
  const app = new Koa();
  const router = new Router();
  const inner = new Router();
  for (const [index, { method, path, run }] of routes.entries()) {
    const [, first, rest] = /^(\/[^/]+)(\/.+)$/.exec(path) ?? [];
    const isNested = index % 2 === 0 && first !== undefined && !first.includes(':');
    const own = isNested ? new Router() : inner;
    own[method.toLowerCase()](isNested ? rest : path, async (ctx) =>
      answer(ctx, await run(asker(ctx))),
    );
    if (isNested) inner.use(first, own.routes());
  }
  router.use(inner.routes());
  app.on('error', () => undefined);
  app.use(bodyParser()).use(router.routes()).use(router.allowedMethods());
  return createServer(app.callback());
}

function asker(ctx) {
  return {
    query: (name) => ctx.query[name],
    param: (name) => ctx.params[name],
    header: (name) => ctx.get(name),
    cookie: (name) => ctx.cookies.get(name),
    body: async () => ctx.request.body ?? {},
  };
}

function answer(ctx, { status = 200, json, html, text, redirect, cookie }) {
  if (cookie !== undefined) ctx.set('set-cookie', cookie);
  if (redirect !== undefined) return ctx.redirect(redirect);
  ctx.status = status;
  if (html !== undefined) [ctx.type, ctx.body] = ['html', html];
  else if (text !== undefined) [ctx.type, ctx.body] = ['text', text];
  else [ctx.type, ctx.body] = ['json', JSON.stringify(json)];
}
