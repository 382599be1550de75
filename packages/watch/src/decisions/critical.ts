import {
  type Actor,
  type Address,
  canonicalAddress,
  classifyAddress,
  isInternal,
  type Network,
  parseAddress,
  parseNetwork,
} from '@castellan/core';

/** Narrowest prefixes that a ban may have: a wider one shuts out a country by a slip of the hand. */
const leastBits = { ipv4: 12, ipv6: 24 } as const;

/** One spelling of the actor, or why it cannot be decided about. */
export type CheckedActor =
  | { readonly ok: true; readonly actor: Actor; readonly isCritical: boolean }
  | { readonly ok: false; readonly problem: string };

/** The first address of a network, which stands for it. */
function firstOf({ address, bits }: Network): Address {
  return address.map(
    (byte, at) => byte & (0xff << Math.min(8, Math.max(0, 8 * (at + 1) - bits))) & 0xff,
  );
}

/** Reads an actor as a person typed it. Critical: inside the team's own networks, or around them. */
export function checkActor({ kind, value }: Actor): CheckedActor {
  if (kind === 'address') {
    const address = parseAddress(value.trim());
    if (address === undefined) return { ok: false, problem: `${value} is no IP address` };
    const canonical = canonicalAddress(address);
    return {
      ok: true,
      actor: { kind, value: canonical },
      isCritical: isInternal(classifyAddress(canonical)),
    };
  }
  const network = parseNetwork(value.trim());
  if (network === undefined) {
    return { ok: false, problem: `${value} is no network such as 203.0.113.0/24` };
  }
  const least = network.address.length === 4 ? leastBits.ipv4 : leastBits.ipv6;
  if (network.bits < least) {
    return { ok: false, problem: `${value} is too wide: at least /${least} is needed` };
  }
  const canonical = canonicalAddress(firstOf(network));
  return {
    ok: true,
    actor: { kind, value: `${canonical}/${network.bits}` },
    isCritical: isInternal(classifyAddress(canonical)),
  };
}
