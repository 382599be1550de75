import type { Gathering } from '../gathering.ts';
import { gatherCookies } from './cookies.ts';

/** Headers that every client sends, and the values that say nothing. */
const commonplaces: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['accept', new Set(['*/*'])],
  ['accept-encoding', new Set(['identity', 'gzip, deflate', 'gzip, deflate, br', 'gzip, br'])],
  ['cache-control', new Set(['no-cache', 'no-store', 'max-age=0'])],
  ['connection', new Set(['keep-alive', 'Keep-Alive', 'close', 'upgrade', 'Upgrade'])],
  ['pragma', new Set(['no-cache'])],
  ['sec-ch-ua-mobile', new Set(['?0', '?1'])],
  ['sec-fetch-mode', new Set(['no-cors', 'same-origin'])],
  ['sec-fetch-site', new Set(['same-origin', 'same-site', 'cross-site'])],
  ['sec-fetch-user', new Set(['?1'])],
]);

/** Node itself has checked these. */
const unread = new Set(['content-length', 'transfer-encoding']);

/**
 * Gathers header values (`header.user-agent`) and cookies (`cookie.sid`) from names and values in
 * turn. Repeated headers are also offered joined, as Node does.
 */
export function gatherHeaders(rawHeaders: readonly string[], gathering: Gathering): void {
  const values = new Map<string, string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!;
    if (!gathering.visit()) return;
    if (name === 'cookie') gatherCookies(value, gathering);
    else if (commonplaces.get(name)?.has(value) !== true)
      gatherHeader(name, value, values, gathering);
  }
}

function gatherHeader(
  name: string,
  value: string,
  values: Map<string, string>,
  gathering: Gathering,
): void {
  if (unread.has(name)) return;
  gathering.addHeader(`header.${name}`, value);
  const earlier = values.get(name);
  const joined = earlier === undefined ? value : `${earlier}, ${value}`;
  values.set(name, joined);
  if (earlier !== undefined) gathering.addJoined(`header.${name}`, joined);
  if (name === 'authorization') gatherBasicCredentials(value, gathering);
}

/** Gathers user name and password of basic authentication (RFC 7617), which apps read decoded. */
function gatherBasicCredentials(value: string, gathering: Gathering): void {
  if (value.slice(0, 6).toLowerCase() !== 'basic ') return;
  const pair = Buffer.from(value.slice(6), 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  gathering.add('header.authorization.username', colon < 0 ? pair : pair.slice(0, colon));
  if (colon >= 0) gathering.add('header.authorization.password', pair.slice(colon + 1));
}
