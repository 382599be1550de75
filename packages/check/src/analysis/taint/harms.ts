/** What a value that someone else chose can do where it arrives. */
const harms = [
  'sql',
  'command',
  'argument',
  'code',
  'path',
  'ssrf',
  'nosql',
  'html',
  'redirect',
  'template',
] as const;
export type Harm = (typeof harms)[number];

/** Sets of harms as bits: what a value on its way has been cured of. */
export type Cured = number;

export const cures: Readonly<Record<Harm, Cured>> = Object.fromEntries(
  harms.map((harm, index) => [harm, 1 << index]),
) as Record<Harm, Cured>;

export const nothing: Cured = 0;
export const everything: Cured = (1 << harms.length) - 1;

/** The bits of several harms. */
export function cured(...of: readonly Harm[]): Cured {
  return of.reduce((bits, harm) => bits | cures[harm], 0);
}
