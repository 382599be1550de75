/** Characters in a gram. */
export const GRAM = 5;
/** Base of the rolling hash (Karp and Rabin, 1987), modulo 2^32. */
export const ROLL = 0x01000193;
/** ROLL to the power of GRAM. */
export const GRAM_POWER: number = Array.from({ length: GRAM }).reduce<number>(
  (power) => Math.imul(power, ROLL),
  1,
);
