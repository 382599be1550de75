import { channel as diagnostics } from 'node:diagnostics_channel';
import { type RegisteredRoute, wireLimits } from '@castellan/core';
import { registerPackageHook } from '../hooks/package-registry.ts';
import type { PackageHook } from '../hooks/package-hook.ts';
import { hooks as expressHooks } from '../sources/frameworks/express.ts';
import { shown } from './reads/note-reads.ts';
import type { SensorChannel } from './channel.ts';
import { RouterTree } from './router-tree.ts';

const laterMs = 50;
const timer = setTimeout;

/** Tells which routes the app registers: of Express by its routers, of Fastify by its own hook. */
export function listRoutes(channel: SensorChannel): void {
  const seen = new Map<string, RegisteredRoute>();
  const tree = new RouterTree(() => tellSoon());
  let isSoon = false;
  const told = new Set<string>();
  const tell = (): void => {
    isSoon = false;
    const all = [...tree.routes(), ...seen.values()];
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
  for (const hook of routerHooks(tree)) registerPackageHook(hook);
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
      done();
    });
  });
}

interface FastifyInstance {
  addHook(name: 'onRoute', hook: (route: { method: string | string[]; url: string }) => void): void;
  addHook(
    name: 'preHandler',
    hook: (request: { query: unknown; body: unknown }, reply: unknown, done: () => void) => void,
  ): void;
}

/** Express 5 and others have their router from the package `router`, Express 4 has its own. */
function routerHooks(tree: RouterTree): readonly PackageHook[] {
  const [express] = expressHooks;
  return [
    {
      library: 'router',
      versions: '>=2.0.0 <3.0.0',
      files: [
        {
          path: 'index.js',
          apply: (exports) => tree.watch((exports as { prototype: object }).prototype),
        },
      ],
    },
    {
      ...express!,
      files: [
        ...express!.files,
        { path: 'lib/router/index.js', apply: (exports) => tree.watch(exports as object) },
      ],
    },
  ];
}
