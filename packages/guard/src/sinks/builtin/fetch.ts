import type { BuiltinHook } from '../../hooks/builtin.ts';
import { reportCoverage } from '../../hooks/coverage.ts';
import { type AnyFunction, replaceMethod } from '../../hooks/wrap.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { dispatcherBase, guardDispatcher } from '../connections/guard-dispatcher.ts';

const LIBRARY = 'fetch';
const POINT: SinkPoint = { library: LIBRARY, api: 'fetch' };
/** Where undici keeps its global dispatcher; the number grew with its interface. */
const DISPATCHER_KEYS = [1, 2].map((version) => Symbol.for(`undici.globalDispatcher.${version}`));

/** Node's own `fetch`: the undici inside of it is loaded at the first call, and guarded then. */
export const sink: BuiltinHook = {
  library: LIBRARY,
  install: () => replaceMethod(globalThis, 'fetch', wrapFetch),
  // The proof would load undici into every process; it is given at the first call instead.
  selfCheck: () => true,
};

function wrapFetch(fetch: AnyFunction): AnyFunction {
  let isFirst = true;
  return function (this: unknown, ...args: unknown[]): unknown {
    if (isFirst) {
      isFirst = false;
      if (!guardGlobalDispatcher()) reportUnguarded();
    }
    return Reflect.apply(fetch, this, args);
  };
}

function guardGlobalDispatcher(): boolean {
  try {
    // Reading the class makes Node load its undici, which sets the global dispatcher.
    if (Reflect.get(globalThis, 'Response') === undefined) return false;
    const dispatchers = DISPATCHER_KEYS.map((key): unknown => Reflect.get(globalThis, key));
    const bases = dispatchers
      .filter((one) => one !== undefined)
      .map((one) => dispatcherBase(one as object));
    return (
      bases.length > 0 && bases.every((base) => base !== undefined && guardDispatcher(base, POINT))
    );
  } catch {
    return false;
  }
}

function reportUnguarded(): void {
  reportCoverage({
    library: LIBRARY,
    version: process.versions.node,
    layer: 'builtin',
    status: 'unprotected',
    cause: 'the dispatcher of fetch was not found; new connections are still judged',
  });
}
