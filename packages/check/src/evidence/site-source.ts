import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { headersIn } from '@castellan/core/site';
import type { Exchange } from '../analysis/site/exchange.ts';
import type { SiteRequest } from './site.ts';
import type { Source } from './source.ts';

const timeoutMs = 10_000;
const maxBodyBytes = 1_048_576;
const standardHeaders = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-encoding': 'identity',
  'user-agent': 'castellan check',
};

/** A site as the source of evidence: no files, only what it answers. */
export function siteSource(url: URL): Source {
  return {
    name: url.href,
    site: { url, exchange },
    list: () => Promise.resolve([]),
    stat: () => Promise.resolve([]),
    read: () => Promise.resolve(undefined),
    execute: () => Promise.resolve(undefined),
  };
}

function exchange({ method = 'GET', url, headers = {} }: SiteRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    // What a site with a bad certificate sends is evidence too; that it is bad is written down.
    const options = {
      method,
      headers: { ...standardHeaders, ...headers },
      agent: false,
      rejectUnauthorized: false,
      signal: AbortSignal.timeout(timeoutMs),
    };
    const outgoing =
      url.protocol === 'https:' ? requestSecure(url, options) : requestPlain(url, options);
    outgoing.once('error', (error) => {
      const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
      reject(isLate ? new Error(`no answer within ${timeoutMs / 1000} s`) : error);
    });
    outgoing.once('response', (incoming) => {
      const problem = (incoming.socket as Partial<TLSSocket>).authorizationError;
      readStart(incoming).then(
        (body) =>
          resolve({
            method,
            url: url.href,
            status: incoming.statusCode ?? 0,
            headers: headersIn(incoming.rawHeaders),
            body,
            ...(problem && { distrusted: String(problem) }),
          }),
        reject,
      );
    });
    outgoing.end();
  });
}

async function readStart(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop destroys the stream: what comes after is not waited for.
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes >= maxBodyBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBodyBytes).toString('utf8');
}
