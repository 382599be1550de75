import type { ServerResponse } from 'node:http';
import { originalHttp2Response, originalResponse } from '../hooks/originals.ts';
import type { RequestContext } from '../context/request-context.ts';
import { refusalBody } from './refusal-body.ts';

/**
 * Answers the request with a 403 that no code of the app can change or take back, or cuts the
 * connection when an answer has begun. Later writes of the app go nowhere. Touches this request only.
 */
export function refuse(context: RequestContext, findingId: string): void {
  if (context.blockedBy !== undefined) return;
  context.blockedBy = findingId;
  if (context.isProbe) return;
  const { req, res } = context;
  if (res === undefined || res.headersSent || res.writableEnded) {
    if (res?.writableFinished !== true) cut(context);
    return;
  }
  const methods = isHttp2(res) ? originalHttp2Response() : originalResponse;
  for (const name of Reflect.apply(methods.getHeaderNames, res, []) as string[]) {
    Reflect.apply(methods.removeHeader, res, [name]);
  }
  const { body, type } = refusalBody(req.headers.accept, findingId);
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
  };
  Reflect.apply(methods.writeHead, res, [403, headers]);
  Reflect.apply(methods.end, res, [req.method === 'HEAD' ? undefined : body]);
  silence(res);
}

/** Ends the connection (HTTP/2: the stream only) of a request whose answer is already under way. */
function cut({ req, res }: RequestContext): void {
  if (res !== undefined && isHttp2(res)) {
    (res as unknown as { stream: { close(code: number): void } }).stream.close(
      0x2 /* INTERNAL_ERROR */,
    );
  } else {
    req.socket.destroy();
  }
  if (res !== undefined) silence(res);
}

function isHttp2(res: ServerResponse): boolean {
  return res.req !== undefined && res.req.httpVersionMajor === 2;
}

/**
 * Lets the app go on talking to a response that is no longer its own. It sees one that has not
 * begun, so that error handlers neither throw ERR_HTTP_HEADERS_SENT nor destroy the socket that
 * still carries the 403.
 */
function silence(res: ServerResponse): void {
  const nothing = { value: () => res, configurable: true, writable: true };
  const accepted = { value: () => true, configurable: true, writable: true };
  const callBack = {
    configurable: true,
    writable: true,
    value(...args: unknown[]) {
      const callback = args.findLast((argument) => typeof argument === 'function');
      if (callback !== undefined) process.nextTick(callback as () => void);
      return res;
    },
  };
  Object.defineProperties(res, {
    headersSent: { get: () => false, configurable: true },
    setHeader: nothing,
    setHeaders: nothing,
    appendHeader: nothing,
    removeHeader: { value: () => undefined, configurable: true, writable: true },
    flushHeaders: { value: () => undefined, configurable: true, writable: true },
    writeHead: nothing,
    write: accepted,
    end: callBack,
    addTrailers: { value: () => undefined, configurable: true, writable: true },
  });
}
