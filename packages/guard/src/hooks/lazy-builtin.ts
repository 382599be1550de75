import { type BuiltinHook, hookBuiltins } from './builtin.ts';
import { watchModuleRequests } from './module-requests.ts';
import { type AnyFunction, replaceMethod } from './wrap.ts';

const waiting = new Map<string, BuiltinHook>();

/** Modules that Node versions without sound import hooks have, and that are cheap enough to load. */
const LOADED_AT_ONCE = new Set(['node:http2', 'node:https']);

/**
 * Installs a hook when the app first asks for the module: for builtins that are dear to load or
 * print a warning when they are. Sees `require`, `process.getBuiltinModule` and, through
 * `onResolve`, `import`; where imports cannot be watched, what is safe to load is hooked at once.
 */
export function hookLazyBuiltins(hooks: readonly BuiltinHook[], canWatchImports: boolean): void {
  for (const hook of hooks) waiting.set(hook.library, hook);
  watchModuleRequests(({ specifier }) => onResolve(specifier));
  replaceMethod(process, 'getBuiltinModule', wrapLookUp);
  if (!canWatchImports) for (const library of LOADED_AT_ONCE) onResolve(library);
}

/** Tells that a module was asked for, as `node:name` or `name`. */
export function onResolve(request: unknown): void {
  if (waiting.size === 0 || typeof request !== 'string') return;
  const library = request.startsWith('node:') ? request : `node:${request}`;
  const hook = waiting.get(library);
  if (hook === undefined) return;
  waiting.delete(library);
  hookBuiltins([hook]);
}

function wrapLookUp(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    onResolve(args[0]);
    return Reflect.apply(original, this, args);
  };
}
