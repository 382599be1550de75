import type { IncomingMessage } from 'node:http';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { Answer, RequestContext } from '../context/request-context.ts';
import { createHttpContext } from './http-context.ts';

/** The context of a request that the app takes as a bare HTTP/2 stream. */
export function createStreamContext(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
): RequestContext {
  const req = {
    url: headers[':path'],
    method: headers[':method'],
    headers,
    rawHeaders: rawHeaders.filter((_, index, all) => all[index - (index % 2)]?.[0] !== ':'),
    httpVersionMajor: 2,
    get socket() {
      return stream.session?.socket;
    },
  } as unknown as IncomingMessage;
  return createHttpContext(req, stream, streamAnswer, stream);
}

/** RFC 9113, section 7. */
const INTERNAL_ERROR = 0x2;

function streamAnswer(stream: ServerHttp2Stream): Answer {
  return {
    hasBegun: () => stream.headersSent || stream.destroyed,
    hasEnded: () => stream.writableFinished,
    send(status, headers, body) {
      stream.respond({ ':status': status, ...headers });
      stream.end(body);
      silence(stream);
    },
    cut() {
      stream.close(INTERNAL_ERROR);
      silence(stream);
    },
  };
}

/** Lets the app go on with a stream that is no longer its own. */
function silence(stream: ServerHttp2Stream): void {
  const names = [
    'respond',
    'respondWithFD',
    'respondWithFile',
    'additionalHeaders',
    'sendTrailers',
  ];
  for (const name of names) {
    Reflect.defineProperty(stream, name, { value: () => undefined, configurable: true });
  }
  Reflect.defineProperty(stream, 'headersSent', { get: () => false, configurable: true });
  Reflect.defineProperty(stream, 'write', { value: () => true, configurable: true });
  Reflect.defineProperty(stream, 'end', { value: () => stream, configurable: true });
}
