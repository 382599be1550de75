import {
  canonicalAddress,
  classifyAddress,
  type Decision,
  isInNetwork,
  isInternal,
  type Network,
  parseAddress,
  parseNetwork,
} from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { clientOf } from './client-of.ts';
import { counters } from './counters.ts';
import { answerRefusal } from './refuse.ts';

/** A decision, ready to be compared with. */
interface Entry {
  readonly id: string;
  readonly endMs: number;
  readonly includesCritical: boolean;
}

const now = Date.now;
let addresses: ReadonlyMap<string, Entry> = new Map();
let networks: readonly (Entry & { readonly network: Network })[] = [];

export const door = {
  /** How many decisions there are; the one thing that a request without any costs. */
  decisions: 0,
  /** Decisions in force that this guard does not know how to enforce; told with every heartbeat. */
  unknown: 0,
};

/** Enforces these decisions from now on, and no others. `unknown`: how many more were told. */
export function enforceDecisions(decisions: readonly Decision[], unknown = 0): void {
  door.unknown = unknown;
  const exact = new Map<string, Entry>();
  const wide: (Entry & { network: Network })[] = [];
  for (const { id, action, actor, end, includesCritical } of decisions) {
    if (action !== 'block' || actor.kind === 'user' || actor.kind === 'token') {
      door.unknown += 1;
      continue;
    }
    const entry = { id, endMs: Date.parse(end), includesCritical };
    if (entry.endMs <= now()) continue;
    if (actor.kind === 'address') {
      const address = parseAddress(actor.value);
      if (address !== undefined) addEntry(exact, canonicalAddress(address), entry);
    } else {
      const network = parseNetwork(actor.value);
      if (network !== undefined) wide.push({ ...entry, network });
    }
  }
  addresses = exact;
  networks = wide;
  door.decisions = exact.size + wide.length;
}

/** Of two decisions about one address the one that reaches further counts. */
function addEntry(entries: Map<string, Entry>, address: string, entry: Entry): void {
  const other = entries.get(address);
  entries.set(
    address,
    other === undefined
      ? entry
      : {
          id: entry.id,
          endMs: Math.max(entry.endMs, other.endMs),
          includesCritical: entry.includesCritical || other.includesCritical,
        },
  );
}

/**
 * Refuses a request whose sender is blocked, before the app sees it; false for everyone else. A
 * decision ends at its end, whether or not watch can be reached to say so.
 */
export function turnAway(context: RequestContext): boolean {
  const client = clientOf(context.req);
  if (client === undefined) return false;
  const entry = entryFor(client);
  if (entry === undefined) return false;
  counters.turnedAway += 1;
  context.blockedBy = entry.id;
  answerRefusal(context, entry.id, 'decision');
  return true;
}

function entryFor(client: string): Entry | undefined {
  const isCritical = isInternal(classifyAddress(client));
  const isMeant = (entry: Entry): boolean =>
    entry.endMs > now() && (entry.includesCritical || !isCritical);
  const exact = addresses.get(client);
  if (exact !== undefined && isMeant(exact)) return exact;
  if (networks.length === 0) return undefined;
  const address = parseAddress(client);
  if (address === undefined) return undefined;
  return networks.find((entry) => isMeant(entry) && isInNetwork(address, entry.network));
}
