import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { buffer } from 'node:stream/consumers';
import { listen } from '../listen.js';
import { readByBusboy, readByFormidable } from './multipart.js';
import { hello, run } from './run.js';

/** Serves one major version of Koa. */
export function serveKoa(Koa) {
  const app = new Koa();
  const router = new Router();
  const get = (path, handle) => router.get(path, answer(handle));
  get('/query', (ctx) => run(hello(ctx.query.name)));
  get('/duplicate', (ctx) => run(hello(ctx.query.name[1])));
  get('/nested', (ctx) => run(hello(ctx.query['user[name]'])));
  get('/param/:name', (ctx) => run(hello(ctx.params.name)));
  get('/path/*rest', (ctx) => run(hello(decodeURIComponent(ctx.url.split('/')[2]))));
  get('/header', (ctx) => run(hello(ctx.get('x-name'))));
  get('/cookie', (ctx) => run(hello(decodeURIComponent(ctx.cookies.get('name')))));
  serveBodies(router);
  serveForms(router);
  const nested = new Router({ prefix: '/nested-router/:tenant' });
  nested.get(
    '/param/:name',
    answer((ctx) => run(hello(ctx.params.name))),
  );
  app.use(router.routes()).use(nested.routes());
  listen(app.callback());
}

function serveBodies(router) {
  const parsed = bodyParser({ enableTypes: ['json', 'form', 'text'] });
  const post = (path, handle) => router.post(path, parsed, answer(handle));
  post('/json', (ctx) => run(hello(ctx.request.body.user.name)));
  post('/json-array', (ctx) => run(hello(ctx.request.body.names[1])));
  post('/json-key', (ctx) => run(hello(Object.keys(ctx.request.body)[0])));
  post('/chunked', (ctx) => run(hello(ctx.request.body.user.name)));
  post('/gzip', (ctx) => run(hello(ctx.request.body.user.name)));
  post('/form', (ctx) => run(hello(ctx.request.body.name)));
  post('/form-duplicate', (ctx) => run(hello(ctx.request.body.name[1])));
  post('/text', (ctx) => run(hello(ctx.request.body)));
  router.post(
    '/bytes',
    answer(async (ctx) => run(hello((await buffer(ctx.req)).toString('latin1')))),
  );
}

function serveForms(router) {
  const post = (path, handle) => router.post(path, answer(handle));
  const form = ({ req }) => readByBusboy(req.headers, req);
  post('/busboy/value', async (ctx) => run(hello((await form(ctx)).fields.title)));
  post('/busboy/name', async (ctx) => run(hello(Object.keys((await form(ctx)).fields).at(-1))));
  post('/busboy/file-name', async (ctx) => run(hello((await form(ctx)).fileName)));
  post('/busboy/content', async (ctx) => run(hello((await form(ctx)).content)));
  const read = async (ctx, next) => {
    ctx.request.files = await readByFormidable(ctx.req);
    await next();
  };
  router.post(
    '/formidable/value',
    read,
    answer((ctx) => run(hello(ctx.request.files.fields.title))),
  );
  router.post(
    '/formidable/file-name',
    read,
    answer((ctx) => run(hello(ctx.request.files.fileName))),
  );
}

function answer(handle) {
  return async (ctx) => {
    try {
      ctx.body = (await handle(ctx)).stdout;
    } catch (error) {
      ctx.status = 500;
      ctx.body = String(error);
    }
  };
}
