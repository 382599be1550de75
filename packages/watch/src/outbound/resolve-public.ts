import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { classifyAddress, isInNetwork, type Network, parseAddress } from '@castellan/core';

export interface Resolved {
  readonly address: string;
  readonly family: 4 | 6;
}

/** The place is inside the operator's network, or nowhere that the internet leads to. */
export class InnerAddress extends Error {
  override readonly name = 'InnerAddress';
}

/**
 * The addresses of a host that may be connected to: public ones, and inner ones that the operator
 * named. Connect to exactly these, so that a name which is answered differently a moment later (DNS
 * rebinding) leads nowhere else. Throws `InnerAddress` when there is none.
 */
export async function resolvePublic(
  host: string,
  innerNetworks: readonly Network[],
): Promise<readonly [Resolved, ...Resolved[]]> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const literal = isIP(name);
  const found: readonly Resolved[] =
    literal === 0
      ? (await lookup(name, { all: true })).map(({ address, family }) => ({
          address,
          family: family === 6 ? 6 : 4,
        }))
      : [{ address: name, family: literal === 6 ? 6 : 4 }];
  const [first, ...rest] = found.filter(({ address }) => isOpen(address, innerNetworks));
  if (first !== undefined) return [first, ...rest];
  throw new InnerAddress(
    `${name} is an inner address, where watch sends nothing unless it was started with --allow-network for it`,
  );
}

function isOpen(text: string, innerNetworks: readonly Network[]): boolean {
  if (classifyAddress(text) === 'public') return true;
  const address = parseAddress(text);
  return address !== undefined && innerNetworks.some((network) => isInNetwork(address, network));
}
