import { type Address, isMapped, parseAddress } from './address.ts';

/** All addresses that share the first `bits` bits with `address`. An IPv4 inside IPv6 counts as that IPv4. */
export interface Network {
  readonly address: Address;
  readonly bits: number;
}

const cidr = /^([^/]+)\/(\d{1,3})$/;

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; `undefined` for everything else. */
export function parseNetwork(text: string): Network | undefined {
  const match = cidr.exec(text);
  const address = parseAddress(match?.[1] ?? text);
  if (address === undefined) return undefined;
  const plain = plainAddress(address);
  const given = match === null ? address.length * 8 : Number(match[2]);
  const bits = given - (address.length - plain.length) * 8;
  return bits < 0 || bits > plain.length * 8 ? undefined : { address: plain, bits };
}

/** True when the address lies in the network. Linear in the number of bytes. */
export function isInNetwork(address: Address, network: Network): boolean {
  const plain = plainAddress(address);
  if (plain.length !== network.address.length) return false;
  const whole = network.bits >> 3;
  for (let at = 0; at < whole; at += 1) if (plain[at] !== network.address[at]) return false;
  const rest = network.bits & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((plain[whole] ?? 0) & mask) === ((network.address[whole] ?? 0) & mask);
}

/** The address itself, or the IPv4 that it carries (`::ffff:203.0.113.7`, as dual-stack sockets tell it). */
export function plainAddress(address: Address): Address {
  return address.length === 16 && isMapped(address) ? address.slice(12) : address;
}
