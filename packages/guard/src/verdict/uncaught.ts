import { isBlockedError } from '@castellan/core';
import { currentRequest } from '../context/request-context.ts';
import { answerProcessEvents } from '../hooks/process-emit.ts';
import { replaceMethod } from '../hooks/wrap.ts';

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
  answerProcessEvents((event, error) => FATAL_EVENTS.has(event) && isConsequenceOfBlock(error));
  replaceMethod(
    process,
    'setUncaughtExceptionCaptureCallback',
    (setCapture) =>
      function (this: unknown, capture: unknown): unknown {
        const guarded =
          typeof capture === 'function'
            ? (error: unknown): void => {
                if (!isConsequenceOfBlock(error)) Reflect.apply(capture, undefined, [error]);
              }
            : capture;
        return Reflect.apply(setCapture, this, [guarded]);
      },
  );
}

function isConsequenceOfBlock(error: unknown): boolean {
  return isBlockedError(error) || currentRequest()?.blockedBy !== undefined;
}
