import { toHttp } from './attacks.js';

/** Quotes a word for a POSIX shell. */
const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * The request as a command line for curl.
 * @param {string} origin e.g. `http://127.0.0.1:3000`
 * @param {import('./attacks.js').AttackRequest} request
 * @returns {string}
 */
export function curlOf(origin, request) {
  const { method, target, headers, body } = toHttp(request);
  const parts = ['curl -s --path-as-is'];
  if (method !== 'GET' && method !== 'POST') parts.push(`-X ${method}`);
  for (const [name, value] of Object.entries(headers))
    parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`--data-binary ${quoted(body)}`);
  parts.push(quoted(origin + target));
  return parts.join(' ');
}
