import { createHook, executionAsyncId } from 'node:async_hooks';
import { currentRequest } from '../context/request-context.ts';
import { appFrame, captureFrames, type Frame, traceCalls } from '../verdict/call-site.ts';

/**
 * Remembers from which line of the app each piece of asynchronous work of the run's requests began: a
 * pool makes its calls when a connection is free, and the stack holds nothing of the app by then. Far too
 * dear for anything but a run.
 */
export function rememberCallers(): void {
  const begun = new Map<number, Frame>();
  createHook({
    init(id) {
      if (currentRequest()?.witness === undefined) return;
      const frame = appFrame(captureFrames());
      if (frame !== undefined) begun.set(id, frame);
    },
    destroy(id) {
      begun.delete(id);
    },
  }).enable();
  traceCalls(() => begun.get(executionAsyncId()));
}
