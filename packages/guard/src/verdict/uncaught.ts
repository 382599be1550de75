import { isBlockedError } from '@castellan/core';
import { currentRequest } from '../context/request-context.ts';
import { type AnyFunction, disguise } from '../hooks/wrap.ts';

const FATAL_EVENTS = new Set<unknown>([
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'unhandledRejection',
]);

/**
 * Keeps a block from ending the process. A refused call throws into app code, and where nobody
 * catches it (a bare `http` listener, a callback, a promise that nobody awaits) Node would raise
 * `uncaughtException` or `unhandledRejection`. Node reaches its handlers through `process.emit`, so
 * guard answers there, for its own errors and for what the app made of them on behalf of the refused
 * request, and for nothing else. No listener is added: the host's own behaviour and exit codes stay.
 */
export function keepBlocksFromEndingTheProcess(): void {
  const emit = process.emit as AnyFunction;
  const replacement = disguise(emit, function (this: NodeJS.Process, ...args: unknown[]): unknown {
    if (FATAL_EVENTS.has(args[0]) && isConsequenceOfBlock(args[1])) return true;
    return Reflect.apply(emit, this, args);
  });
  process.emit = replacement as typeof process.emit;

  const setCapture = process.setUncaughtExceptionCaptureCallback.bind(process);
  process.setUncaughtExceptionCaptureCallback = disguise(
    process.setUncaughtExceptionCaptureCallback,
    (capture: ((error: Error) => void) | null): void => {
      if (typeof capture !== 'function') return setCapture(capture);
      setCapture((error) => (isConsequenceOfBlock(error) ? undefined : capture(error)));
    },
  );
}

function isConsequenceOfBlock(error: unknown): boolean {
  return isBlockedError(error) || currentRequest()?.blockedBy !== undefined;
}
