import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { selfSigned } from './self-signed.ts';

/** A service of the inner network, as apps have beside them and users must not reach. */
export interface InternalService {
  readonly http: number;
  readonly https: number;
  readonly http2: number;
  stop(): void;
}

const SECRET = 'internal secret';

/** Starts it on free ports of every local address, over HTTP, HTTPS and HTTP/2 without TLS. */
export async function startInternalService(): Promise<InternalService> {
  const plain = createHttp(answer);
  const secure = createHttps(selfSigned(), answer);
  const second = createHttp2();
  second.on('stream', (stream) => {
    stream.respond({ ':status': 200 });
    stream.end(SECRET);
  });
  const servers = [plain, secure, second];
  const [http = 0, https = 0, http2 = 0] = await Promise.all(servers.map(listening));
  return {
    http,
    https,
    http2,
    stop() {
      plain.closeAllConnections();
      secure.closeAllConnections();
      for (const server of servers) server.close();
    },
  };
}

function answer(req: IncomingMessage, res: ServerResponse): void {
  const url = new URL(req.url ?? '/', 'http://internal');
  const home = `http://127.0.0.1:${req.socket.localPort}/`;
  const to = url.pathname === '/away' ? home : url.searchParams.get('to');
  if (to !== null) res.writeHead(302, { location: to });
  const query = url.searchParams.get('q');
  res.end(query === null ? SECRET : `found ${query}`);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, () => resolve((server.address() as AddressInfo).port));
  });
}
