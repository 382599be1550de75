import { channel as diagnostics } from 'node:diagnostics_channel';
import { type RegisteredRoute, wireLimits } from '@castellan/core';
import { registerPackageHook } from '../hooks/package-registry.ts';
import { shown } from './reads/note-reads.ts';
import type { SensorChannel } from './channel.ts';
import { ExpressRouters } from './routers/express-routers.ts';
import { HonoRouters } from './routers/hono-routers.ts';
import { KoaRouters } from './routers/koa-routers.ts';

const laterMs = 50;
const timer = setTimeout;

/**
 * Tells which routes the app registers: of Fastify by its own hook, of the others by their routers. To be
 * called at each request of a run too: that is when the last of them are there.
 */
export function listRoutes(channel: SensorChannel): () => void {
  const seen = new Map<string, RegisteredRoute>();
  const routers = [new ExpressRouters(() => tellSoon()), new KoaRouters(), new HonoRouters()];
  let isSoon = false;
  const told = new Set<string>();
  const tell = (): void => {
    isSoon = false;
    const all = [...routers.flatMap((one) => one.routes()), ...seen.values()];
    const fresh = all.filter(({ method, pattern }) => !told.has(`${method} ${pattern}`));
    for (const { method, pattern } of fresh) told.add(`${method} ${pattern}`);
    for (let at = 0; at < fresh.length; at += wireLimits.routes)
      channel.tell({ routes: fresh.slice(at, at + wireLimits.routes) });
  };
  const tellSoon = (): void => {
    if (isSoon) return;
    isSoon = true;
    timer(tell, laterMs).unref();
  };
  for (const hook of routers.flatMap((one) => one.hooks())) registerPackageHook(hook);
  diagnostics('fastify.initialization').subscribe((message) => {
    const { fastify } = message as { fastify?: FastifyInstance };
    fastify?.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat())
        seen.set(`${one} ${url}`, { method: one, pattern: url.slice(0, wireLimits.text) });
      tellSoon();
    });
    fastify?.addHook('preHandler', (request, _reply, done) => {
      request.query = shown(request.query, 'query');
      request.body = shown(request.body, 'body');
      if (request.cookies !== undefined) request.cookies = shown(request.cookies, 'cookie');
      done();
    });
  });
  return tellSoon;
}

interface FastifyInstance {
  addHook(name: 'onRoute', hook: (route: { method: string | string[]; url: string }) => void): void;
  addHook(
    name: 'preHandler',
    hook: (
      request: { query: unknown; body: unknown; cookies?: unknown },
      reply: unknown,
      done: () => void,
    ) => void,
  ): void;
}
