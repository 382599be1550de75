import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { SentRequest } from '../../analysis/attack/record.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How requests of a run go out. */
export interface SenderOptions {
  readonly origin: URL;
  /** The address that was judged to be the operator's own: no other is ever spoken to. */
  readonly address: string;
  readonly requestsPerSecond: number;
  readonly version: string;
}

const timeoutMs = 10_000;
const maxBytes = 2_097_152;

/** Sends requests just as they are, one after the other, and never faster than was agreed. */
export class Sender {
  readonly #options: SenderOptions;
  #next = 0;
  #sent = 0;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  get sent(): number {
    return this.#sent;
  }

  get origin(): URL {
    return this.#options.origin;
  }

  /** Rejects when no answer comes. Redirects are answers: nothing is followed. */
  async send(request: SentRequest, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { requestsPerSecond } = this.#options;
    const now = Date.now();
    const wait = this.#next - now;
    this.#next = Math.max(now, this.#next) + 1_000 / requestsPerSecond;
    if (wait > 0) await pause(wait);
    this.#sent += 1;
    return this.#exchange(request, more);
  }

  #exchange(request: SentRequest, more: Readonly<Record<string, string>>): Promise<Answer> {
    const { origin, address, version } = this.#options;
    const client = origin.protocol === 'https:' ? https : http;
    const { method, path, headers, body } = request;
    return new Promise((resolve, reject) => {
      const sent = client.request({
        host: address,
        ...(isIP(origin.hostname) === 0 && { servername: origin.hostname }),
        port: origin.port === '' ? (origin.protocol === 'https:' ? 443 : 80) : Number(origin.port),
        method,
        path,
        agent: false,
        headers: {
          host: origin.host,
          'user-agent': `castellan-attack/${version} (security test by the owner of this app)`,
          ...headers,
          ...more,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
      });
      sent.setTimeout(timeoutMs, () => sent.destroy(new Error('no answer in time')));
      sent.on('error', reject);
      sent.on('response', (response) => read(response, resolve));
      sent.end(body);
    });
  }
}

/** A page that never ends is cut where enough of it was read; one that breaks off counts as it is. */
function read(response: IncomingMessage, resolve: (answer: Answer) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const done = (): void =>
    resolve({
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
  const late = setTimeout(() => response.destroy(), timeoutMs);
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) response.destroy();
  });
  response.on('error', () => undefined);
  response.on('close', () => {
    clearTimeout(late);
    done();
  });
}
