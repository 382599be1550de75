import { currentRequest } from '../../context/request-context.ts';
import type { PackageFile, PackageHook } from '../../hooks/package-hook.ts';

interface HonoRequest {
  param?: () => unknown;
  matchedRoutes?: readonly { path?: string }[];
  routeIndex?: number;
}

interface Exports {
  Context?: { prototype: object };
}

/** Hono answers web requests; the bytes of their bodies still come through Node's own request. */
function contextFile(path: string): PackageFile {
  return {
    path,
    bindings: ['Context'],
    apply(exports) {
      const prototype = (exports as Exports).Context?.prototype;
      const accessor = prototype && Reflect.getOwnPropertyDescriptor(prototype, 'req');
      const get = accessor?.get;
      if (prototype === undefined || get === undefined) return false;
      return Reflect.defineProperty(prototype, 'req', {
        ...accessor,
        get(this: unknown): unknown {
          const request = Reflect.apply(get, this, []) as HonoRequest;
          show(request);
          return request;
        },
      });
    },
  };
}

function show(request: HonoRequest): void {
  const context = currentRequest();
  if (context === undefined || context.framework !== undefined) return;
  context.framework = {
    body: () => undefined,
    params: () => request.param?.(),
    route: () => request.matchedRoutes?.[request.routeIndex ?? 0]?.path,
  };
}

const hono: PackageHook = {
  library: 'hono',
  versions: '>=4.0.0 <5.0.0',
  files: [contextFile('dist/context.js'), contextFile('dist/cjs/context.js')],
};

export const hooks: readonly PackageHook[] = [hono];
