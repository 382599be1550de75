import { type RegisteredRoute, wireLimits } from '@castellan/core';
import type { PackageHook } from '../../hooks/package-hook.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import { hooks as expressHooks } from '../../sources/frameworks/express.ts';
import { anyMethod } from './any-method.ts';

interface Route {
  readonly path: unknown;
  readonly methods: Readonly<Record<string, boolean>>;
}
interface Router {
  readonly stack?: readonly { readonly route?: Route }[];
}

const maxDepth = 10;

/** Which routers an app has, and under which paths it mounted one in another. */
export class ExpressRouters {
  readonly #mounts = new Map<object, { readonly path: string; readonly child: object }[]>();
  readonly #mounted = new WeakSet<object>();
  /** Routers that were asked, and that no other one has: what is mounted nowhere is asked by nobody. */
  readonly #roots = new Set<object>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Follows the routers of a class from now on. */
  watch(prototype: object): boolean {
    const note = (router: object, args: readonly unknown[], isMount: boolean): void => {
      this.#note(router, isMount ? args : []);
    };
    const following =
      (isMount: boolean) =>
      (original: AnyFunction): AnyFunction =>
        function (this: object, ...args: unknown[]): unknown {
          note(this, args, isMount);
          return Reflect.apply(original, this, args) as unknown;
        };
    return (
      replaceMethod(prototype, 'use', following(true)) &&
      replaceMethod(prototype, 'route', following(false)) &&
      replaceMethod(prototype, 'handle', (original) => this.#handling(original))
    );
  }

  /** Express 5 and others have their router from the package `router`, Express 4 has its own. */
  hooks(): readonly PackageHook[] {
    const [express] = expressHooks;
    return [
      {
        library: 'router',
        versions: '>=2.0.0 <3.0.0',
        files: [
          {
            path: 'index.js',
            apply: (exports) => this.watch((exports as { prototype: object }).prototype),
          },
        ],
      },
      {
        ...express!,
        files: [
          ...express!.files,
          { path: 'lib/router/index.js', apply: (exports) => this.watch(exports as object) },
        ],
      },
    ];
  }

  routes(): readonly RegisteredRoute[] {
    return [...this.#roots].flatMap((root) => this.#below(root, '', 0)).slice(0, wireLimits.routes);
  }

  #handling(original: AnyFunction): AnyFunction {
    const note = (router: object): void => {
      if (this.#mounted.has(router) || this.#roots.has(router)) return;
      this.#roots.add(router);
      this.#onChange();
    };
    return function (this: object, ...args: unknown[]): unknown {
      note(this);
      return Reflect.apply(original, this, args) as unknown;
    };
  }

  #note(router: object, args: readonly unknown[]): void {
    const mounts = this.#mounts.get(router) ?? [];
    this.#mounts.set(router, mounts);
    const [first, ...rest] = args;
    const paths = typeof first === 'function' ? [''] : [first].flat();
    const handlers = (typeof first === 'function' ? args : rest).flat(5);
    for (const child of handlers) {
      if (typeof child !== 'function' || !Array.isArray((child as Router).stack)) continue;
      this.#mounted.add(child);
      for (const path of paths) if (typeof path === 'string') mounts.push({ path, child });
    }
    this.#onChange();
  }

  #below(router: object, base: string, depth: number): RegisteredRoute[] {
    if (depth > maxDepth) return [];
    const own = ((router as Router).stack ?? []).flatMap(({ route }) =>
      route === undefined ? [] : routesOf(route, base),
    );
    const mounts = this.#mounts.get(router) ?? [];
    return [
      ...own,
      ...mounts.flatMap(({ path, child }) => this.#below(child, joined(base, path), depth + 1)),
    ];
  }
}

function routesOf({ path, methods }: Route, base: string): RegisteredRoute[] {
  return [path].flat().flatMap((one) =>
    typeof one !== 'string'
      ? []
      : Object.keys(methods)
          .filter((method) => methods[method] === true)
          .flatMap((method) => (method === '_all' ? anyMethod : [method.toUpperCase()]))
          .map((method) => ({ method, pattern: joined(base, one).slice(0, wireLimits.text) })),
  );
}

function joined(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}
