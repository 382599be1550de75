import { request as httpRequest } from 'node:http';
import { type AttackRequest, toHttp } from '../../apps/shop/src/attacks/attacks.js';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const TIMEOUT_MS = 15_000;

/**
 * Sends a request exactly as it is described, path included, as a proxy would on behalf of `from`.
 * Rejects when no answer comes.
 */
export function send(origin: string, described: AttackRequest, from: string): Promise<Answer> {
  const { method, target, headers: own, body } = toHttp(described);
  const headers = { ...own, 'x-forwarded-for': from };
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path: target, headers, agent: false });
    request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    request.end(body);
  });
}
