import { AsyncResource } from './originals.ts';

/**
 * Runs guard's own code in an asynchronous context that ends with it. `AsyncLocalStorage.run` puts
 * back the value and not the state before: what the app does next would take slower ways in Node,
 * with other frames in its stack traces.
 */
export function inOwnContext<Result>(callback: () => Result): Result {
  return new AsyncResource('castellan').runInAsyncScope(callback);
}
