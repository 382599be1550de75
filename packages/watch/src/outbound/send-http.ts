import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Network } from '@castellan/core';
import type { HttpMessage } from '../notifiers/notifier.ts';
import { orAborted } from './or-aborted.ts';
import { excerptOf, type Outcome } from './outcome.ts';
import { resolvePublic } from './resolve-public.ts';

export interface Reach {
  /** Inner networks that the operator lets alerts go to. */
  readonly innerNetworks: readonly Network[];
  /** For the whole exchange. */
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

const maxAnswerBytes = 8_192;
/** Worth another try although the service refused: not now, too many, not in time. */
const passing = new Set([408, 425, 429]);

/**
 * Posts a message. Follows no redirect: where a service points to was not judged, and secrets would
 * go along. Rejects when the service was not reached.
 */
export async function sendHttp(
  message: HttpMessage,
  reach: Reach,
  waitSeconds?: (body: string) => number | undefined,
): Promise<Outcome> {
  const { status, retryAfter, text } = await exchange(message, reach);
  if (status >= 200 && status < 300) return { isAccepted: true, status };
  const excerpt = excerptOf(text);
  return {
    isAccepted: false,
    status,
    problem:
      status >= 300 && status < 400
        ? `answered ${status}: it points elsewhere, and redirects are not followed`
        : `answered ${status}${excerpt === '' ? '' : `: ${excerpt}`}`,
    isFinal: status < 500 && !passing.has(status),
    waitSeconds: secondsOf(retryAfter) ?? waitSeconds?.(text),
  };
}

async function exchange(
  { url, headers, body }: HttpMessage,
  { innerNetworks, timeoutMs }: Reach,
): Promise<Answer> {
  const target = new URL(url);
  const signal = AbortSignal.timeout(timeoutMs);
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
        method: 'POST',
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
            retryAfter: response.headers['retry-after'],
            text: Buffer.concat(chunks).toString('utf8'),
          });
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes > maxAnswerBytes) {
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

/** `Retry-After` in seconds; it may also be a date (RFC 9110 §10.2.3). */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header));
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
