import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { listenOn } from '../listen.js';
import { hello, run } from './run.js';

const app = new Hono();
const get = (path, handle) => app.get(path, answer(handle));
const post = (path, handle) => app.post(path, answer(handle));

get('/query', (c) => run(hello(c.req.query('name'))));
get('/duplicate', (c) => run(hello(c.req.queries('name')[1])));
get('/nested', (c) => run(hello(c.req.query('user[name]'))));
get('/param/:name', (c) => run(hello(c.req.param('name'))));
get('/path/*', (c) => run(hello(decodeURIComponent(new URL(c.req.url).pathname.split('/')[2]))));
get('/header', (c) => run(hello(c.req.header('x-name'))));
get('/cookie', (c) => run(hello(getCookie(c, 'name'))));
post('/json', async (c) => run(hello((await c.req.json()).user.name)));
post('/json-array', async (c) => run(hello((await c.req.json()).names[1])));
post('/json-key', async (c) => run(hello(Object.keys(await c.req.json())[0])));
post('/chunked', async (c) => run(hello((await c.req.json()).user.name)));
post('/form', async (c) => run(hello((await c.req.parseBody()).name)));
post('/form-duplicate', async (c) => run(hello((await c.req.parseBody({ all: true })).name[1])));
post('/text', async (c) => run(hello(await c.req.text())));
post('/bytes', async (c) => run(hello(Buffer.from(await c.req.arrayBuffer()).toString('latin1'))));
post('/reading/raw', async (c) => run(hello(await c.req.raw.text())));
post('/reading/blob', async (c) => run(hello(await (await c.req.blob()).text())));
post('/reading/web-stream', async (c) => run(hello(await streamed(c.req.raw.body))));
post('/parse-body/value', async (c) => run(hello((await c.req.parseBody()).title)));
post('/parse-body/name', async (c) => run(hello(Object.keys(await c.req.parseBody()).at(-1))));
post('/parse-body/file-name', async (c) => run(hello((await c.req.parseBody()).file.name)));
post('/parse-body/content', async (c) => run(hello(await (await c.req.parseBody()).file.text())));
post('/form-data/value', async (c) => run(hello((await c.req.formData()).get('title'))));

/** A handler behind middleware, in an app of its own that is mounted below a parameter. */
const inner = new Hono();
inner.use('*', async (_c, next) => next());
inner.get(
  '/param/:name',
  answer((c) => run(hello(c.req.param('name')))),
);
inner.get(
  '/tenant',
  answer((c) => run(hello(c.req.param('tenant')))),
);
app.route('/mounted/:tenant', inner);

listenOn(createAdaptorServer({ fetch: app.fetch }));

async function streamed(body) {
  let content = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) content += chunk;
  return content;
}

function answer(handle) {
  return async (c) => {
    try {
      return c.text((await handle(c)).stdout);
    } catch (error) {
      return c.text(String(error), 500);
    }
  };
}
