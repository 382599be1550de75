import { bindToRequest } from '../context/request-context.ts';
import { type AnyFunction, replaceMethod } from '../hooks/wrap.ts';

/**
 * Makes the callbacks given to `holder[name]` run as part of the request that gave them: a saturated
 * pool calls back from whoever frees a connection.
 */
export function bindCallback(holder: object, name: string): boolean {
  return replaceMethod(
    holder,
    name,
    (original) =>
      function (this: unknown, ...args: unknown[]): unknown {
        bindCallbacks(args);
        return Reflect.apply(original, this, args);
      },
  );
}

/**
 * Drivers call back from their connection's socket, whose context is that of whoever opened it: what
 * the app does in the callback would be judged by the inputs of another request.
 */
export function bindCallbacks(args: unknown[]): void {
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (typeof argument === 'function') args[index] = bindToRequest(argument as AnyFunction);
  }
}
