import { canonicalAddress, parseAddress } from './address.ts';
import { isInNetwork, type Network } from './network.ts';

const maxHops = 32;

/**
 * Who is at the other end of a request: the peer of the connection, unless that is a proxy that the
 * operator trusts. Then `X-Forwarded-For` is read from its end, where each proxy appends the address
 * that it saw, until an address that is no trusted proxy; what stands before that one is hearsay, and
 * is never believed. In canonical spelling; `undefined` when the peer has no address (a unix socket).
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly Network[],
): string | undefined {
  const address = peer === undefined ? undefined : parseAddress(peer);
  if (address === undefined) return undefined;
  let client = address;
  if (forwardedFor !== undefined && trusted.length > 0) {
    const hops = forwardedFor.split(',').slice(-maxHops);
    while (isTrusted(client, trusted)) {
      const hop = hops.pop();
      const next = hop === undefined ? undefined : parseAddress(withoutPort(hop.trim()));
      // A proxy that says nothing readable is the best that is known.
      if (next === undefined) break;
      client = next;
    }
  }
  return canonicalAddress(client);
}

function isTrusted(address: readonly number[], trusted: readonly Network[]): boolean {
  return trusted.some((network) => isInNetwork(address, network));
}

/** `203.0.113.7:4711` and `[2001:db8::1]:4711`, as some proxies write them. */
function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(hop);
  if (bracketed !== null) return bracketed[1] ?? '';
  return /^[^:]+:\d+$/.test(hop) ? hop.slice(0, hop.indexOf(':')) : hop;
}
