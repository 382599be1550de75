import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Network } from '@castellan/core';
import { type Header, headersIn } from '@castellan/core/site';
import { orAborted } from './or-aborted.ts';
import { resolvePublic } from './resolve-public.ts';

export interface Reach {
  /** Inner networks that the operator lets alerts and monitors go to. */
  readonly innerNetworks: readonly Network[];
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Ends it sooner. */
  readonly signal?: AbortSignal;
}

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How much of the answer is read. */
  readonly maxBytes?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The same as they were sent, in order; a name may come more than once. */
  readonly sentHeaders: readonly Header[];
  /** Its beginning, where it is long. */
  readonly text: string;
}

const maxAnswerBytes = 32_768;

/** One request to a judged address. Follows no redirect: where a service points to was not judged. */
export async function exchange(
  { method, url, headers, body, maxBytes = maxAnswerBytes }: Asked,
  { innerNetworks, timeoutMs, signal: outer }: Reach,
): Promise<Answer> {
  const target = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = outer === undefined ? timeout : AbortSignal.any([outer, timeout]);
  const addresses = await orAborted(resolvePublic(target.hostname, innerNetworks), signal);
  const lookup: LookupFunction = (_, options, callback) => {
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
  return new Promise((resolve, reject) => {
    const { request } = target.protocol === 'https:' ? https : http;
    const length = Buffer.byteLength(body);
    const sent = request(
      target,
      {
        method,
        headers: { 'user-agent': 'Castellan', 'content-length': length, ...headers },
        agent: false,
        lookup,
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const done = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            sentHeaders: headersIn(response.rawHeaders),
            text: Buffer.concat(chunks).toString('utf8'),
          });
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > maxBytes) {
            done();
            response.destroy();
          }
        });
        response.on('end', done);
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
