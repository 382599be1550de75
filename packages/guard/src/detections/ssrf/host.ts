import { domainToASCII } from 'node:url';
import {
  type AddressClass,
  canonicalAddress,
  classifyAddress,
  parseAddress,
} from '@castellan/core';

/** Names under which clouds serve instances their credentials. */
const metadataNames: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.packet.net',
  'metadata.platformequinix.com',
  'metadata.tencentyun.com',
  'rancher-metadata',
]);
const loopbackNames: ReadonlySet<string> = new Set(
  'localhost localhost.localdomain localhost4 localhost6 ip6-localhost ip6-loopback ipv6-localhost ipv6-loopback localhost4.localdomain4 localhost6.localdomain6'.split(
    ' ',
  ),
);

/** One spelling per host: lower-case ASCII name without the final dot, or the canonical address. */
export function canonicalHost(text: string): string {
  let host = text.length > 1024 ? text.slice(0, 1024) : text;
  // Maps full-width and circled digits, ideographic dots and umlauts as URL parsers do (UTS 46).
  // oxlint-disable-next-line no-control-regex -- the test is for everything beyond ASCII
  if (/[^\x00-\x7f]/.test(host)) host = domainToASCII(host) || host;
  const address = parseAddress(host);
  if (address !== undefined) return canonicalAddress(address);
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** What stands behind a host, by the address when it is known and by the name otherwise. */
export function classifyHost(host: string, address: string | undefined): AddressClass {
  const name = canonicalHost(host);
  if (metadataNames.has(name)) return 'metadata';
  const byAddress = address === undefined ? 'no-address' : classifyAddress(address);
  if (byAddress !== 'no-address') return byAddress;
  if (isLoopbackName(name)) return 'loopback';
  return classifyAddress(name);
}

/** True for the spellings of this machine that stand in configurations and forms by chance. */
export function isCommonLoopback(text: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)$/i.test(text);
}

/** True for a canonical name that every machine resolves to itself. */
export function isLoopbackName(name: string): boolean {
  return loopbackNames.has(name) || name.endsWith('.localhost');
}
