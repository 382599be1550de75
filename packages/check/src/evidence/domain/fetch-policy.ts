import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { DnsAnswer, PolicyAnswer } from '../../analysis/domain/facts.ts';

const timeoutMs = 10_000;
const maxBytes = 1_048_576;

/** How the host of an address is reached. */
export interface PolicyReach {
  readonly addresses: (name: string) => Promise<DnsAnswer<string>>;
  /** Where https is served in tests; 443 when left out. */
  readonly securePort?: number;
  /** In tests: the authority that is trusted, as PEM. */
  readonly authority?: string;
}

/** One GET, redirects not followed. Never rejects. */
export function fetchPolicy(
  url: URL,
  accept: string,
  reach: PolicyReach,
): Promise<PolicyAnswer & { readonly location?: string }> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'https:';
    const request = isSecure ? requestSecure : requestPlain;
    const port = url.port !== '' ? url.port : isSecure ? reach.securePort : undefined;
    const options = {
      agent: false,
      headers: { accept, 'user-agent': 'castellan check' },
      lookup: lookupBy(reach.addresses),
      signal: AbortSignal.timeout(timeoutMs),
      ...(port !== undefined && { port }),
      ...(reach.authority !== undefined && { ca: reach.authority }),
    };
    const outgoing = request(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = (): void =>
        resolve({
          status: 'answered',
          code: incoming.statusCode ?? 0,
          type: incoming.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
          ...(incoming.headers.location !== undefined && { location: incoming.headers.location }),
        });
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < maxBytes) return;
        done();
        incoming.destroy();
      });
      incoming.on('end', done);
      incoming.on('error', fail);
    });
    const fail = (error: Error): void => {
      const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
      resolve({ status: 'failed', reason: isLate ? 'no answer in time' : error.message });
    };
    outgoing.on('error', fail);
    outgoing.end();
  });
}

function lookupBy(addresses: PolicyReach['addresses']): LookupFunction {
  return (name, options, callback) => {
    const tell = (answer: DnsAnswer<string>): void => {
      const found = answer.status === 'found' ? answer.records : [];
      const all = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const [first] = all;
      if (first === undefined) callback(new Error(`${name} has no address`), '');
      else if (options.all === true) callback(null, all);
      else callback(null, first.address, first.family);
    };
    void addresses(name).then(tell);
  };
}
