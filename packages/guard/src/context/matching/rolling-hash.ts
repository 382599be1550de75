/** Unknown to those who choose the inputs, so that they cannot make hashes meet. */
const BASE = (Math.random() * 0x7fffffff) | 1;

let powers = new Int32Array(1_024);
let powersKnown = 1;
powers[0] = 1;

/** BASE to the power of `exponent`, modulo 2^32. */
export function powerOf(exponent: number): number {
  if (exponent >= powers.length) {
    const larger = new Int32Array(exponent * 2);
    larger.set(powers);
    powers = larger;
  }
  for (; powersKnown <= exponent; powersKnown++) {
    powers[powersKnown] = Math.imul(powers[powersKnown - 1] as number, BASE);
  }
  return powers[exponent] as number;
}

/** Polynomial hash of `text` from `start` up to `end` (Karp and Rabin, 1987). */
export function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, BASE) + text.charCodeAt(i) + 1) | 0;
  return hash;
}

const KEPT = 16_384;
const kept = new Int32Array(KEPT + 1);

/**
 * The hashes of all prefixes of `text`: that of [i, j) is `h[j] - h[i] * powerOf(j - i)`.
 * Valid until the next call.
 */
export function prefixHashes(text: string): Int32Array {
  const hashes = text.length <= KEPT ? kept : new Int32Array(text.length + 1);
  let hash = 0;
  hashes[0] = 0;
  for (let i = 0; i < text.length; i++) {
    hash = (Math.imul(hash, BASE) + text.charCodeAt(i) + 1) | 0;
    hashes[i + 1] = hash;
  }
  return hashes;
}

/** One key for a hash and the length of what was hashed. */
export function keyOf(hash: number, length: number): number {
  return hash ^ Math.imul(length, 0x9e3779b1);
}
