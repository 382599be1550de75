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
        for (const [index, argument] of args.entries()) {
          if (typeof argument === 'function') args[index] = bindToRequest(argument as AnyFunction);
        }
        return Reflect.apply(original, this, args);
      },
  );
}
