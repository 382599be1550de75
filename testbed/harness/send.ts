import http, { type IncomingMessage } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Answer, TestRequest } from '../cases/case.ts';

/** Where an app listens; the scheme `http2` is HTTP/2 without TLS. */
export interface Target {
  readonly scheme: string;
  readonly port: number;
}

/** Sends one request on a connection of its own, and waits for the whole answer. */
export function send(target: Target, request: TestRequest): Promise<Answer> {
  return target.scheme === 'http2' ? sendHttp2(target, request) : sendHttp1(target, request);
}

function sendHttp1({ scheme, port }: Target, request: TestRequest): Promise<Answer> {
  const { request: open } = scheme === 'https' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open({
      host: '127.0.0.1',
      port,
      path: request.path,
      method: request.method ?? 'GET',
      headers: { ...request.headers, ...lengthOf(request), ...upgradeOf(request) },
      agent: false,
      timeout: 15_000,
      rejectUnauthorized: false,
    });
    const take = (response: IncomingMessage, body: AsyncIterable<unknown> = response): void => {
      const status = response.statusCode ?? 0;
      text(body).then((answer) => resolve({ status, text: answer }), reject);
    };
    outgoing.once('response', take);
    outgoing.once('upgrade', (response: IncomingMessage, socket, head) => {
      socket.unshift(head);
      take(response, socket);
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer: ${request.path}`)));
    outgoing.once('error', reject);
    for (const chunk of request.chunks ?? []) outgoing.write(chunk);
    outgoing.end(request.body);
  });
}

async function sendHttp2({ port }: Target, request: TestRequest): Promise<Answer> {
  const session = http2.connect(`http://127.0.0.1:${port}`);
  try {
    return await new Promise((resolve, reject) => {
      session.once('error', reject);
      const stream = session.request({
        ':path': request.path,
        ':method': request.method ?? 'GET',
        ...request.headers,
        ...lengthOf(request),
      });
      stream.once('error', reject);
      stream.setTimeout(15_000, () => stream.destroy(new Error(`no answer: ${request.path}`)));
      stream.once('response', (headers) => {
        const status = headers[':status'] ?? 0;
        text(stream).then((answer) => resolve({ status, text: answer }), reject);
      });
      for (const chunk of request.chunks ?? []) stream.write(chunk);
      stream.end(request.body);
    });
  } finally {
    session.destroy();
  }
}

function lengthOf({ body }: TestRequest): Record<string, number> {
  return body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
}

function upgradeOf({ upgrade }: TestRequest): Record<string, string> {
  return upgrade === undefined ? {} : { connection: 'Upgrade', upgrade: 'websocket' };
}
