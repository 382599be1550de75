import { isWordCode } from '../shape.ts';

/** Which pairs of a value's characters stay side by side in a form of it. */
export type KeptPairs = 'letters' | 'unescaped' | 'all';

/** ASCII in lower case; 0 for what says nothing: NUL and all beyond ASCII. */
const lower = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  lower[code] = String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

/** Pairs looked at in a value; nearly all values are sent away by the first two. */
const MAX_LOOKED_AT = 64;
/** By both codes: the last text that held such a pair. */
const lastTextWith = new Int32Array(1 << 14);
let texts = 0;

/**
 * Which ASCII characters stand side by side in a text, letter case aside. A value keeps most of its
 * pairs whatever an app does to white space, case, accents and quotes in it, so that a text without
 * one of them holds no form of the value.
 */
export class CharacterPairs {
  readonly #text: number;

  /** Only one text's pairs are known at a time: the table is kept between texts. */
  constructor(text: string) {
    if (texts === 0x7fffffff) lastTextWith.fill((texts = 0));
    this.#text = ++texts;
    let before = 0;
    for (let i = 0; i < text.length; i++) {
      const character = lowerAt(text, i);
      lastTextWith[(before << 7) | character] = this.#text;
      before = character;
    }
  }

  /** False when a pair at the beginning of `value` that a form of it keeps is none of the text's. */
  mayHold(value: string, kept: KeptPairs): boolean {
    const length = Math.min(value.length, MAX_LOOKED_AT);
    let before = 0;
    for (let i = 0; i < length; i++) {
      const character = lowerAt(value, i);
      const isMissing = !this.#has(before, character);
      if (isMissing && isKept(before, character, kept) && isFirm(value, i)) return false;
      before = character;
    }
    return true;
  }

  /**
   * False when no `length` characters in a row of `value` stand so in the text. Looks at the end of
   * each stretch first, so that most of a value is skipped (as Boyer and Moore do, 1977).
   */
  mayShare(value: string, length: number): boolean {
    let start = 0;
    while (start + length <= value.length) {
      let at = start + length - 1;
      while (at > start && this.#has(lowerAt(value, at - 1), lowerAt(value, at))) at--;
      if (at === start) return true;
      start = at;
    }
    return false;
  }

  /** True also for pairs of which nothing is known. */
  #has(before: number, character: number): boolean {
    if (before === 0 || character === 0) return true;
    return lastTextWith[(before << 7) | character] === this.#text;
  }
}

function lowerAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (lower[code] as number) : 0;
}

function isKept(before: number, character: number, kept: KeptPairs): boolean {
  if (!isPrintable(before) || !isPrintable(character)) return false;
  if (kept === 'letters') return isWordCode(before) && isWordCode(character);
  // An escape comes before a quote or backslash.
  return kept === 'all' || (character !== 34 && character !== 39 && character !== 92);
}

/** False for white space and control characters of ASCII. */
export function isPrintable(code: number): boolean {
  return code > 32 && code < 127;
}

/** False for a character that normalisation may join with a mark behind it. */
function isFirm(value: string, index: number): boolean {
  return index + 1 === value.length || value.charCodeAt(index + 1) < 128;
}
