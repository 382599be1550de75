import { createServer } from 'node:http2';
import { listenOn } from '../listen.js';
import { answerOf } from './bare-routes.js';

/** HTTP/2 by its own API: no request or response object is made. */
async function serveStream(stream, headers) {
  const url = new URL(headers[':path'], 'http://app');
  const { status, text } = await answerOf({ url, headers, body: stream });
  stream.respond({ ':status': status, 'content-type': 'text/plain' });
  stream.end(text);
}

listenOn(createServer().on('stream', serveStream), 'http2');
