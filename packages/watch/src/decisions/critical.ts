import {
  type Actor,
  type Address,
  canonicalAddress,
  classifyAddress,
  isInternal,
  isInNetwork,
  type Network,
  parseAddress,
  parseNetwork,
} from '@castellan/core';

/** Narrowest prefixes that a decision may have: a wider one shuts out a country by a slip of the hand. */
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

/**
 * Reads an actor as a person typed it. Critical: inside the team's own networks, or around them.
 * `teams` are those that the team named itself, beside the inner ones that everybody has.
 */
export function checkActor({ kind, value }: Actor, teams: readonly Network[] = []): CheckedActor {
  if (kind === 'address') return checkAddress(value.trim(), teams);
  if (kind === 'network') return checkNetwork(value.trim(), teams);
  const name = value.trim();
  if (name === '') return { ok: false, problem: `A ${kind} is known by its id.` };
  return { ok: true, actor: { kind, value: name }, isCritical: false };
}

function checkAddress(text: string, teams: readonly Network[]): CheckedActor {
  const address = parseAddress(text);
  if (address === undefined) return { ok: false, problem: `${text} is no IP address` };
  const value = canonicalAddress(address);
  return {
    ok: true,
    actor: { kind: 'address', value },
    isCritical:
      isInternal(classifyAddress(value)) || teams.some((team) => isInNetwork(address, team)),
  };
}

function checkNetwork(text: string, teams: readonly Network[]): CheckedActor {
  const network = parseNetwork(text);
  if (network === undefined) {
    return { ok: false, problem: `${text} is no network such as 203.0.113.0/24` };
  }
  const least = network.address.length === 4 ? leastBits.ipv4 : leastBits.ipv6;
  if (network.bits < least) {
    return { ok: false, problem: `${text} is too wide: at least /${least} is needed` };
  }
  const first = firstOf(network);
  const canonical = canonicalAddress(first);
  return {
    ok: true,
    actor: { kind: 'network', value: `${canonical}/${network.bits}` },
    isCritical:
      isInternal(classifyAddress(canonical)) ||
      teams.some((team) => isInNetwork(first, team) || isInNetwork(team.address, network)),
  };
}
