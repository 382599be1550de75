import { isWordCode } from '../shape.ts';

/** Lower-case codes of ASCII letters, digits and the underscore; 0 for all else. */
const folded = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (isWordCode(code)) folded[code] = String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

/** Pairs looked at in a value; nearly all are sent away by the first two. */
const MAX_LOOKED_AT = 64;
/** By both codes: the last text that held such a pair. */
const lastTextWith = new Int32Array(1 << 14);
let texts = 0;

/**
 * Which letters and digits stand side by side in a text, letter case aside. A value keeps such pairs
 * whatever white space or punctuation is taken from it or added to it, so that a text without one of
 * them holds no form of the value.
 */
export class LetterPairs {
  readonly #text: number;

  /** Only one text's pairs are known at a time: the table is kept between texts. */
  constructor(text: string) {
    if (texts === 0x7fffffff) lastTextWith.fill((texts = 0));
    this.#text = ++texts;
    let before = 0;
    for (let i = 0; i < text.length; i++) {
      const letter = letterAt(text, i);
      if (before !== 0 && letter !== 0) lastTextWith[(before << 7) | letter] = this.#text;
      before = letter;
    }
  }

  /** False when a pair at the beginning of `value` is none of the text's. */
  mayHold(value: string): boolean {
    const length = Math.min(value.length, MAX_LOOKED_AT);
    let before = 0;
    for (let i = 0; i < length; i++) {
      const letter = letterAt(value, i);
      const isPair = before !== 0 && letter !== 0;
      if (isPair && lastTextWith[(before << 7) | letter] !== this.#text && isFirm(value, i)) {
        return false;
      }
      before = letter;
    }
    return true;
  }
}

function letterAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (folded[code] as number) : 0;
}

/** False for a letter that normalisation may join with a mark behind it. */
function isFirm(value: string, index: number): boolean {
  return index + 1 === value.length || value.charCodeAt(index + 1) < 128;
}
