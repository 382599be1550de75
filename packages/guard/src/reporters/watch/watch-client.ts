import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { policyVersionHeader } from '@castellan/core';
import { type HttpClient, originalHttpClient, originalZlib } from '../../hooks/originals.ts';

/** What came of a request to watch. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfterMs: number;
      readonly json: unknown;
    }
  | { readonly kind: 'unreachable'; readonly cause: string };

const timeoutMs = 10_000;
const maxAnswerBytes = 4 * 1_048_576;
const timer = setTimeout;

/**
 * Speaks to watch over one connection that is kept, through functions as Node ships them. Neither
 * the connection nor its timer keeps the process alive. Redirects are not followed: the token is for
 * watch alone.
 */
export class WatchClient {
  readonly #base: string;
  readonly #token: string;
  readonly #guardVersion: string;
  readonly #request: HttpClient['request'];
  readonly #gzip: ReturnType<typeof originalZlib>['gzip'];
  readonly #agent: Agent;

  constructor(url: string, token: string, guardVersion: string) {
    this.#base = url.replace(/\/+$/, '');
    this.#token = token;
    this.#guardVersion = guardVersion;
    const isTls = url.startsWith('https:');
    const { request, Agent } = originalHttpClient(isTls);
    this.#request = request;
    this.#gzip = originalZlib().gzip;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  /** Delivers lines of NDJSON. */
  async deliver(lines: readonly string[], policyVersion: number): Promise<Reply> {
    const body = await this.#pack(lines.join('\n'));
    return this.#send('POST', '/api/v1/ingest', policyVersion, body);
  }

  /** Asks for the decisions in force. */
  poll(policyVersion: number): Promise<Reply> {
    return this.#send('GET', '/api/v1/policy', policyVersion);
  }

  #pack(text: string): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#gzip(text, { level: 3 }, (error, packed) => (error ? reject(error) : resolve(packed)));
    });
  }

  #send(method: string, path: string, policyVersion: number, body?: Buffer): Promise<Reply> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      'user-agent': `castellan-guard/${this.#guardVersion}`,
      [policyVersionHeader]: String(policyVersion),
      ...(body && {
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
        'content-length': body.length,
      }),
    };
    return new Promise((resolve) => {
      const failed = (error: unknown): void =>
        resolve({ kind: 'unreachable', cause: causeOf(error) });
      let request: ClientRequest;
      try {
        request = this.#request(this.#base + path, { method, headers, agent: this.#agent });
      } catch (error) {
        failed(error);
        return;
      }
      const overdue = timer(
        () => request.destroy(new Error('no answer in time')),
        timeoutMs,
      ).unref();
      request.on('socket', (socket) => socket.unref());
      request.on('error', failed);
      request.on('response', (response) => {
        read(response).then((text) => resolve(replyOf(response, text)), failed);
      });
      request.on('close', () => clearTimeout(overdue));
      request.end(body);
    });
  }
}

function read(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > maxAnswerBytes) response.destroy(new Error('the answer is too long'));
    });
    response.on('end', () => resolve(text));
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('the connection broke')));
  });
}

function replyOf(response: IncomingMessage, text: string): Reply {
  const seconds = Number(response.headers['retry-after']);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return {
    kind: 'answer',
    status: response.statusCode ?? 0,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0,
    json,
  };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return (error as NodeJS.ErrnoException).code ?? error.message;
}
