import type { RequestContext } from '../context/request-context.ts';
import { keepCallers } from '../hooks/callers.ts';
import type { AnyFunction } from '../hooks/wrap.ts';

/**
 * Calls what runs the app's code for a request. What a refused request throws ends here: it has had
 * its answer, and would end the process. Any other error goes on as it came: caught and thrown again,
 * Node would report it as thrown by guard.
 */
export function untilRefused(
  context: RequestContext,
  call: AnyFunction,
  self: object,
  args: readonly unknown[],
): unknown {
  let isDone = false;
  try {
    const result: unknown = Reflect.apply(call, self, args);
    isDone = true;
    return result;
  } finally {
    // oxlint-disable-next-line no-unsafe-finally -- the one way to let go of some errors only
    if (!isDone && context.blockedBy !== undefined) return true;
    if (!isDone) keepCallers();
  }
}
