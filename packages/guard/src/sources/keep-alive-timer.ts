import { type Socket } from 'node:net';
import { currentRequest, runInRequest } from '../context/request-context.ts';
import { keepingCallers } from '../hooks/callers.ts';
import { replaceMethod } from '../hooks/wrap.ts';

interface ServedSocket extends Socket {
  /** Node's own: the response that has the connection; null between two of them. */
  readonly _httpMessage?: unknown;
}

/**
 * Takes the timer that Node starts on a connection when an answer is out, until the next request comes,
 * out of the request's asynchronous context: it would keep the request and its body for that long, and
 * was measured to double the memory of an app that is sent 100 KB bodies. No code of the app is called
 * by it but listeners of `timeout`, at a time when the connection belongs to no request.
 */
export function hookKeepAliveTimer(prototype: Socket): boolean {
  return replaceMethod(
    prototype,
    'setTimeout',
    (setTimeout) =>
      function (this: ServedSocket, ...args: unknown[]): unknown {
        const isIdle = this._httpMessage === null && args[1] === undefined;
        return isIdle && currentRequest() !== undefined
          ? runInRequest(undefined, keepingCallers<unknown>, setTimeout, this, args)
          : keepingCallers<unknown>(setTimeout, this, args);
      },
  );
}
