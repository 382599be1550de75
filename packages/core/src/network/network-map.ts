import type { Address } from './address.ts';
import { type Network, plainAddress } from './network.ts';

/**
 * Values of networks, found by an address in them. A look costs as many lookups as there are lengths of
 * prefixes, 162 at the most, however many networks there are.
 */
export class NetworkMap<Value> {
  /** By the number of bytes of an address and of bits in the prefix, then by the prefix. */
  readonly #byLength = new Map<number, Map<number, Map<string, Value[]>>>();
  #size = 0;

  /** How many networks were set. */
  get size(): number {
    return this.#size;
  }

  add({ address, bits }: Network, value: Value): void {
    const byBits = getOrMake(
      this.#byLength,
      address.length,
      () => new Map<number, Map<string, Value[]>>(),
    );
    const byPrefix = getOrMake(byBits, bits, () => new Map<string, Value[]>());
    getOrMake(byPrefix, prefixOf(address, bits), (): Value[] => []).push(value);
    this.#size += 1;
  }

  /** The values of all networks that the address lies in. An IPv4 inside IPv6 counts as that IPv4. */
  around(address: Address): Value[] {
    const plain = plainAddress(address);
    const found: Value[] = [];
    for (const [bits, byPrefix] of this.#byLength.get(plain.length) ?? [])
      found.push(...(byPrefix.get(prefixOf(plain, bits)) ?? []));
    return found;
  }
}

/** The first bits of an address as text, the others as if they were zero. */
function prefixOf(address: Address, bits: number): string {
  const whole = bits >> 3;
  let prefix = '';
  for (let at = 0; at < whole; at += 1) prefix += String.fromCharCode(address[at] ?? 0);
  const rest = bits & 7;
  if (rest === 0) return prefix;
  return prefix + String.fromCharCode((address[whole] ?? 0) & (0xff << (8 - rest)));
}

function getOrMake<Key, Made>(map: Map<Key, Made>, key: Key, make: () => Made): Made {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
