import { enterWrapper, keepCallers, keepCallersOfMain } from './callers.ts';
import { nodeModule } from './originals.ts';
import { type AnyFunction, replaceMethod } from './wrap.ts';

/** The app asking for a module by a specifier. */
export interface ModuleRequest {
  readonly specifier: string;
  readonly api: 'require' | 'import';
  /** Path or `file:` URL of the file that asks, where Node knows it. */
  readonly parent: string | undefined;
}

/** Throws to refuse a request. */
export type ModuleRequestListener = (request: ModuleRequest) => void;

const listeners: ModuleRequestListener[] = [];

/**
 * Calls `listener` before Node looks for a module: for each `require`, however it was made, and for
 * each import once ES modules are hooked.
 */
export function watchModuleRequests(listener: ModuleRequestListener): void {
  if (listeners.length === 0) replaceMethod(nodeModule, '_load', wrapLoad);
  listeners.push(listener);
}

/** Tells that a module was asked for. Throws what a listener throws. */
export function moduleRequested(
  api: ModuleRequest['api'],
  specifier: unknown,
  parent: unknown,
): void {
  if (typeof specifier !== 'string') return;
  const request = { specifier, api, parent: typeof parent === 'string' ? parent : undefined };
  for (const listener of listeners) listener(request);
}

function wrapLoad(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const parent = args[1] as NodeJS.Module | null | undefined;
    moduleRequested('require', args[0], parent?.filename);
    if (args[2] === true) keepCallersOfMain();
    enterWrapper();
    let isDone = false;
    try {
      const exports: unknown = Reflect.apply(original, this, args);
      isDone = true;
      return exports;
    } finally {
      if (!isDone) keepCallers();
    }
  };
}
