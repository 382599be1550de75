import { bigrams } from './bigrams.generated.ts';

/** What tells a made value from a word: the more it says yes to, the less it was written by hand. */
export interface Rarity {
  /** Mean commonness of its pairs of letters, 0 to 9: words lie near 7, random letters near 3. */
  readonly wordiness: number;
  /** Share of neighbours that change between small, capital, digit and sign. */
  readonly changes: number;
  /** Bits of entropy a sign, by the signs' frequency. */
  readonly entropy: number;
  readonly distinct: number;
}

/** Measures a value. Linear. */
export function rarityOf(value: string): Rarity {
  const counts = new Map<string, number>();
  let pairs = 0;
  let common = 0;
  let changes = 0;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value.charAt(at);
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
    if (at + 1 === value.length) break;
    const [code, next] = [value.charCodeAt(at), value.charCodeAt(at + 1)];
    // A capital that begins a word is no change: Password holds one word.
    if (kindOf(code) !== kindOf(next) && !(kindOf(code) === 2 && kindOf(next) === 1)) changes += 1;
    const [first, second] = [letterOf(code), letterOf(next)];
    if (first < 0 || second < 0) continue;
    pairs += 1;
    common += Number(bigrams[first]![second]);
  }
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / value.length;
    entropy -= share * Math.log2(share);
  }
  return {
    wordiness: pairs === 0 ? 0 : common / pairs,
    changes: value.length < 2 ? 0 : changes / (value.length - 1),
    entropy,
    distinct: counts.size,
  };
}

const leastRandom = 16;
const leastHex = 24;
const leastDistinctHex = 8;

/** True when the value looks made by a machine, so that nobody chose its signs. */
export function looksRandom(value: string): boolean {
  if (value.length < leastRandom || !/^[A-Za-z0-9+/=_.~-]+$/.test(value)) return false;
  const { wordiness, changes, entropy, distinct } = rarityOf(value);
  if (/^[0-9a-f]+$|^[0-9A-F]+$/.test(value)) {
    return (
      value.length >= leastHex &&
      distinct >= leastDistinctHex &&
      /[a-fA-F]/.test(value) &&
      /\d/.test(value)
    );
  }
  if (!/\d/.test(value) && !/[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value)) return false;
  if (distinct < 10 || entropy < 3) return false;
  return wordiness < 5.2 || (changes >= 0.25 && wordiness < 6);
}

/** 0 for other signs, 1 small, 2 capital, 3 digit. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

function letterOf(code: number): number {
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 97 : -1;
}
