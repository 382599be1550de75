import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { isTlsAddress } from '@castellan/check';

/**
 * The address of a site as a visitor types it, or of a server that talks TLS otherwise (`smtp://mail.example.com:587`);
 * undefined for what is neither.
 */
export function siteNamed(address: string): URL | undefined {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (/\s/.test(address) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.hostname === '') return undefined;
  // An address of a database may hold its password: what is looked at is the server alone.
  if (isTlsAddress(url)) return new URL(`${url.protocol}//${url.host}`);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** The ASCII form of a domain; undefined for what is none. */
export function domainNamed(given: string): string | undefined {
  const name = domainToASCII(given.trim().replace(/\.$/, '').toLowerCase());
  const isName = /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+$/.test(name) && name.length <= 253;
  return isName && isIP(name) === 0 ? name : undefined;
}

/** Whether a name of the configuration is that of a host: `local`, or `ssh://user@host`. */
export function isHostName(name: string): boolean {
  if (name === 'local') return true;
  return URL.canParse(name) && new URL(name).protocol === 'ssh:' && new URL(name).hostname !== '';
}
