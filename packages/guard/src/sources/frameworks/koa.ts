import { currentRequest } from '../../context/request-context.ts';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { replaceMethod } from '../../hooks/wrap.ts';

interface KoaContext {
  request?: { body?: unknown };
  params?: unknown;
  /** Set by `@koa/router` and `koa-router`. */
  _matchedRoute?: unknown;
}

/** Koa makes one context per request; bodies and parameters are put on it by middleware. */
const koa: PackageHook = {
  library: 'koa',
  versions: '>=2.13.0 <4.0.0',
  files: [
    {
      path: 'lib/application.js',
      apply: (exports) =>
        replaceMethod(
          (exports as { prototype: object }).prototype,
          'createContext',
          (createContext) =>
            function (this: unknown, ...args: unknown[]): unknown {
              const context = Reflect.apply(createContext, this, args) as KoaContext;
              show(context);
              return context;
            },
        ),
    },
  ],
};

function show(koaContext: KoaContext): void {
  const context = currentRequest();
  if (context === undefined) return;
  context.framework = {
    body: () => koaContext.request?.body,
    params: () => koaContext.params,
    route() {
      const route = koaContext._matchedRoute;
      return typeof route === 'string' ? route : undefined;
    },
  };
}

export const hooks: readonly PackageHook[] = [koa];
