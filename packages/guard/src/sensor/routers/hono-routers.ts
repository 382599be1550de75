import { type RegisteredRoute, wireLimits } from '@castellan/core';
import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';
import { replaceMethod, standInFor } from '../../hooks/wrap.ts';
import { hooks as honoHooks } from '../../sources/frameworks/hono.ts';
import { watchHonoRequest } from '../reads/hono-reads.ts';
import { anyMethod } from './any-method.ts';

interface HonoApp {
  readonly routes?: readonly { readonly method: string; readonly path: string }[];
}
type HonoClass = (new (...given: unknown[]) => HonoApp) & { prototype: object };

const { construct } = Reflect;

/** The Hono apps of this process. One that is mounted in another has given its routes to it. */
export class HonoRouters {
  readonly #apps = new Set<HonoApp>();
  readonly #mounted = new WeakSet<object>();

  hooks(): readonly PackageHook[] {
    const [hono] = honoHooks;
    return [
      {
        ...hono!,
        files: [
          ...hono!.files,
          ...['dist/', 'dist/cjs/'].flatMap((folder): PackageFile[] => [
            {
              path: `${folder}hono-base.js`,
              bindings: ['Hono'],
              apply: (exports) => this.#watch(exports as { Hono?: HonoClass }),
            },
            {
              path: `${folder}request.js`,
              bindings: ['HonoRequest'],
              apply: (exports) => watchHonoRequest(exports as object),
            },
          ]),
        ],
      },
    ];
  }

  routes(): readonly RegisteredRoute[] {
    return [...this.#apps]
      .filter((app) => !this.#mounted.has(app))
      .flatMap(({ routes = [] }) => routes.flatMap(routesOf))
      .slice(0, wireLimits.routes);
  }

  #watch(exports: { Hono?: HonoClass }): boolean {
    const original = exports.Hono;
    if (typeof original !== 'function') return false;
    const apps = this.#apps;
    const mounted = this.#mounted;
    const isWatched = replaceMethod(
      original.prototype,
      'route',
      (route) =>
        function (this: unknown, ...args: unknown[]): unknown {
          if (typeof args[1] === 'object' && args[1] !== null) mounted.add(args[1]);
          return Reflect.apply(route, this, args) as unknown;
        },
    );
    const replacement = new Proxy(original, {
      construct(target, given, newTarget) {
        const app = construct(target, given, newTarget) as HonoApp;
        apps.add(app);
        return app;
      },
    });
    exports.Hono = standInFor(original, replacement);
    return isWatched;
  }
}

/** Hono writes what a parameter must look like in braces behind it; middleware stands under a wildcard. */
function routesOf({ method, path }: { method: string; path: string }): RegisteredRoute[] {
  if (method === 'ALL' && path.includes('*')) return [];
  const pattern = path
    .replaceAll(/(:\w+)\{(?:[^{}]|\{[^{}]*\})*\}/g, '$1')
    .slice(0, wireLimits.text);
  return (method === 'ALL' ? anyMethod : [method]).map((one) => ({ method: one, pattern }));
}
