import Koa from 'koa';
import send from 'koa-send';
import { join } from 'node:path';
import { listen } from '../listen.js';
import { makeSandbox } from '../sandbox.js';

const { publicDir } = makeSandbox();
const app = new Koa();

app.use(async (ctx) => {
  const { name, file } = ctx.query;
  if (ctx.path === '/send/inside') await send(ctx, name, { root: publicDir });
  else await send(ctx, file, { root: join(publicDir, name) });
});
listen(app.callback());
