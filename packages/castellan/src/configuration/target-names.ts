import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** The address of a site as a visitor types it; undefined for what is none. */
export function siteNamed(address: string): URL | undefined {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (/\s/.test(address) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined;
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
