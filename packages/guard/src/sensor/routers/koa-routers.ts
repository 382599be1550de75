import { type RegisteredRoute, wireLimits } from '@castellan/core';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { replaceMethod } from '../../hooks/wrap.ts';
import { hooks as koaHooks } from '../../sources/frameworks/koa.ts';
import { watchKoaContext } from '../reads/koa-reads.ts';
import { anyMethod } from './any-method.ts';

interface Layer {
  readonly path?: unknown;
  readonly methods?: readonly string[];
}
/** What `router.routes()` of `@koa/router` and `koa-router` makes: a middleware that knows its router. */
interface Middleware {
  readonly router?: {
    readonly stack?: readonly Layer[];
    readonly opts?: { readonly methods?: readonly string[] };
  };
}

/** The routers that Koa apps use. Nested ones have put copies of their routes into those by then. */
export class KoaRouters {
  readonly #used = new Set<NonNullable<Middleware['router']>>();

  hooks(): readonly PackageHook[] {
    const [koa] = koaHooks;
    const [application] = koa!.files;
    return [
      {
        ...koa!,
        files: [
          {
            ...application!,
            apply: (exports, library, replace) =>
              application!.apply(exports, library, replace) &&
              this.#watch((exports as { prototype: object }).prototype),
          },
        ],
      },
    ];
  }

  routes(): readonly RegisteredRoute[] {
    return [...this.#used]
      .flatMap((router) => (router.stack ?? []).flatMap((layer) => routesOf(layer, router)))
      .slice(0, wireLimits.routes);
  }

  #watch(application: object): boolean {
    const note = (middleware: unknown): void => {
      if (typeof middleware !== 'function') return;
      const { router } = middleware as Middleware;
      if (Array.isArray(router?.stack)) this.#used.add(router);
    };
    return (
      replaceMethod(
        application,
        'use',
        (use) =>
          function (this: unknown, ...args: unknown[]): unknown {
            note(args[0]);
            return Reflect.apply(use, this, args) as unknown;
          },
      ) &&
      replaceMethod(
        application,
        'handleRequest',
        (handle) =>
          function (this: unknown, ...args: unknown[]): unknown {
            watchKoaContext(args[0]);
            return Reflect.apply(handle, this, args) as unknown;
          },
      )
    );
  }
}

/** Layers without methods are middleware; one with as many as the router knows is `router.all`. */
function routesOf(
  { path, methods = [] }: Layer,
  { opts }: NonNullable<Middleware['router']>,
): RegisteredRoute[] {
  if (typeof path !== 'string') return [];
  const isAll = methods.length > 2 && methods.length >= (opts?.methods?.length ?? 0);
  const own = methods.filter((one) => one !== 'HEAD' || !methods.includes('GET'));
  return (isAll ? anyMethod : own).map((method) => ({
    method,
    pattern: path.slice(0, wireLimits.text),
  }));
}
