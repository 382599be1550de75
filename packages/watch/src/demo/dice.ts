/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Dice {
  /** From 0 up to, and without, 1. */
  roll(): number;
  /** A whole number from 0 up to, and without, `count`. */
  below(count: number): number;
  /** One of these. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of these, the first ones far more often. */
  favour<Item>(items: readonly Item[]): Item;
  uuid(): string;
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state are enough for made-up data. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(roll() * count);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const favour = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(roll() ** 3 * items.length)] as Item;
  const hex = (): string =>
    below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const uuid = (): string => {
    const text = hex() + hex() + hex() + hex();
    const variant = '89ab'[below(4)] as string;
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`;
  };
  return { roll, below, pick, favour, uuid };
}
