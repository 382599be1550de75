import {
  canonicalAddress,
  classifyAddress,
  type Decision,
  type DecisionAction,
  isInternal,
  NetworkMap,
  parseAddress,
  parseNetwork,
} from '@castellan/core';
import { TokenBucket } from './token-bucket.ts';

/** A decision, ready to be compared with. */
export interface Entry {
  readonly id: string;
  readonly action: DecisionAction;
  readonly endMs: number;
  readonly includesCritical: boolean;
  /** With `limit`. One for each decision, so that as many are kept as there are decisions. */
  readonly bucket: TokenBucket | undefined;
}

const now = Date.now;

/** The decisions in force, found by who they are about. */
export class DecisionTable {
  readonly #addresses = new Map<string, Entry[]>();
  readonly #networks = new NetworkMap<Entry>();
  readonly #users = new Map<string, Entry[]>();
  readonly #tokens = new Map<string, Entry[]>();
  readonly #buckets = new Map<string, TokenBucket>();

  /** A limit that is still in force counts on where it stood in `before`. */
  constructor(decisions: readonly Decision[], before?: DecisionTable) {
    for (const decision of decisions) {
      const endMs = Date.parse(decision.end);
      if (endMs > now()) this.#add(decision, endMs, before);
    }
  }

  /** How many can be enforced before anything is known but where a request comes from and with what. */
  get atDoor(): number {
    return this.#addresses.size + this.#networks.size + this.#tokens.size;
  }

  /** How many need to be looked at once it is known who signed in. */
  get onceKnown(): number {
    return this.#users.size + this.#tokens.size;
  }

  get hasTokens(): boolean {
    return this.#tokens.size > 0;
  }

  /** Decisions about an address and the networks around it; inner ones only where these are meant. */
  aboutAddress(client: string): readonly Entry[] {
    const exact = this.#addresses.get(client) ?? [];
    const address = this.#networks.size === 0 ? undefined : parseAddress(client);
    const found = address === undefined ? exact : [...exact, ...this.#networks.around(address)];
    if (found.length === 0 || !isInternal(classifyAddress(client))) return inForce(found);
    return inForce(found.filter(({ includesCritical }) => includesCritical));
  }

  /** How far a limit has been used. */
  bucketOf(id: string): TokenBucket | undefined {
    return this.#buckets.get(id);
  }

  aboutUser(id: string): readonly Entry[] {
    return inForce(this.#users.get(id) ?? []);
  }

  aboutToken(fingerprint: string): readonly Entry[] {
    return inForce(this.#tokens.get(fingerprint) ?? []);
  }

  #add(
    { id, action, actor, limit, includesCritical }: Decision,
    endMs: number,
    before?: DecisionTable,
  ): void {
    const bucket =
      limit === undefined ? undefined : (before?.bucketOf(id) ?? new TokenBucket(limit, now()));
    const entry: Entry = { id, action, endMs, includesCritical, bucket };
    if (actor.kind === 'network') {
      const network = parseNetwork(actor.value);
      if (network !== undefined) this.#networks.add(network, entry);
    } else if (actor.kind === 'address') {
      const address = parseAddress(actor.value);
      if (address !== undefined) push(this.#addresses, canonicalAddress(address), entry);
    } else push(actor.kind === 'user' ? this.#users : this.#tokens, actor.value, entry);
    if (bucket !== undefined) this.#buckets.set(id, bucket);
  }
}

function push(entries: Map<string, Entry[]>, key: string, entry: Entry): void {
  const there = entries.get(key);
  if (there === undefined) entries.set(key, [entry]);
  else there.push(entry);
}

/** A decision ends at its end, whether or not watch can be reached to say so. */
function inForce(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ endMs }) => endMs > now());
}
