import type { ServerResponse } from 'node:http';
import type { Answer } from '../context/request-context.ts';
import { originalHttp2Response, originalResponse } from '../hooks/originals.ts';

/** Answers through Node's response object, of HTTP/1 or of HTTP/2 in its compatibility form. */
export function serverResponseAnswer(res: ServerResponse): Answer {
  return {
    hasBegun: () => res.headersSent || res.writableEnded,
    hasEnded: () => res.writableFinished,
    send(status, headers, body) {
      const methods = isHttp2(res) ? originalHttp2Response() : originalResponse;
      for (const name of Reflect.apply(methods.getHeaderNames, res, [])) {
        Reflect.apply(methods.removeHeader, res, [name]);
      }
      Reflect.apply(methods.writeHead, res, [status, headers]);
      Reflect.apply(methods.end, res, [res.req?.method === 'HEAD' ? undefined : body]);
      silence(res);
      // What tracing and access logs read when all is over is what was sent.
      Object.defineProperty(res, 'statusCode', {
        get: () => status,
        set: () => {},
        configurable: true,
        enumerable: true,
      });
    },
    cut() {
      if (isHttp2(res)) (res as unknown as Http2Response).stream.close(INTERNAL_ERROR);
      else res.socket?.destroy();
      silence(res);
    },
  };
}

interface Http2Response {
  readonly stream: { close(code: number): void };
}

/** RFC 9113, section 7. */
const INTERNAL_ERROR = 0x2;

function isHttp2(res: ServerResponse): boolean {
  return res.req?.httpVersionMajor === 2;
}

/**
 * Lets the app go on talking to a response that is no longer its own. It sees one that has not
 * begun, so that error handlers neither throw ERR_HTTP_HEADERS_SENT nor destroy the socket that
 * still carries the 403.
 */
function silence(res: ServerResponse): void {
  const itself = constant(() => res);
  const nothing = constant(() => undefined);
  Object.defineProperties(res, {
    headersSent: { get: () => false, configurable: true },
    setHeader: itself,
    setHeaders: itself,
    appendHeader: itself,
    removeHeader: nothing,
    flushHeaders: nothing,
    writeHead: itself,
    addTrailers: nothing,
    write: constant((...args: unknown[]) => callLast(args, true)),
    end: constant((...args: unknown[]) => callLast(args, res)),
  });
}

function constant(value: unknown): PropertyDescriptor {
  return { value, configurable: true, writable: true };
}

function callLast<Result>(args: readonly unknown[], result: Result): Result {
  const callback = args.findLast((argument) => typeof argument === 'function');
  if (callback !== undefined) process.nextTick(callback);
  return result;
}
