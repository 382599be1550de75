import { createAdaptorServer } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { join } from 'node:path';
import { listenOn } from '../listen.js';
import { makeSandbox } from '../sandbox.js';

const { publicDir } = makeSandbox();
const app = new Hono();

app.get('/static/*', serveStatic({ root: publicDir, rewriteRequestPath: (path) => path.slice(7) }));
app.get('/serve-static/root', (c, next) => {
  const root = join(publicDir, c.req.query('name'));
  return serveStatic({ root, rewriteRequestPath: () => c.req.query('file') })(c, next);
});
listenOn(createAdaptorServer({ fetch: app.fetch }));
