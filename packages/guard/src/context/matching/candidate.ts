import type { Input } from '../inputs.ts';
import { BACKSLASH, DOUBLE_QUOTE, isWordCode, NON_ASCII, ODD_SPACE, QUOTE } from '../shape.ts';
import type { Decoded } from '../transformations/decoding-walk.ts';
import { backslashedForms, doubledForms } from '../transformations/escaping.ts';
import { rewrittenForms } from '../transformations/rewriting.ts';
import { StrippedForm } from '../transformations/stripping.ts';
import { isPrintable } from './character-pairs.ts';
import { Needle } from './needle.ts';
import { skeletonOf, type TextSketch } from './text-sketch.ts';

const none: readonly Needle[] = [];
const ESCAPABLE = QUOTE | DOUBLE_QUOTE | BACKSLASH | ODD_SPACE;

/**
 * A value that an app may have put into a text, as sent or decoded. Its further forms are made only
 * once a text holds all the punctuation that they hold: for most texts and values that is never.
 */
export class Candidate {
  readonly form: Decoded;
  readonly #source: { readonly input: Input };
  /** The form, or what it is to be stripped from: then only letters and digits are sure to stay. */
  readonly #whole: string;
  readonly #isStripped: boolean;
  #read = 0;
  #lasting = 0;
  #skeleton: string | undefined;
  #plain: readonly Needle[] | undefined;
  #doubled: readonly Needle[] | undefined;
  #backslashed: readonly Needle[] | undefined;

  constructor(source: { readonly input: Input }, form: Decoded) {
    this.#source = source;
    this.form = form;
    this.#isStripped = form instanceof StrippedForm;
    this.#whole = form instanceof StrippedForm ? form.whole : form.value;
  }

  get input(): Input {
    return this.#source.input;
  }

  /** False when a text holds no form of the value; quick to tell. */
  mayStandIn(text: TextSketch): boolean {
    const kept = this.#isStripped ? 'letters' : 'all';
    return (
      text.pairs.mayHold(this.#whole, kept) &&
      !this.#isLongerThan(text.length) &&
      this.#hasSkeletonIn(text)
    );
  }

  /** The same of what escaping with backslashes makes of the value. */
  mayStandBackslashedIn(text: TextSketch): boolean {
    const kept = this.#isStripped ? 'letters' : 'unescaped';
    if (!text.pairs.mayHold(this.#whole, kept) || this.#isLongerThan(text.length)) return false;
    // An escaped line break is a letter.
    return (this.form.shape & ODD_SPACE) !== 0 || this.#hasSkeletonIn(text);
  }

  #hasSkeletonIn(text: TextSketch): boolean {
    if ((this.form.shape & NON_ASCII) !== 0 || !text.hasSkeleton) return true;
    this.#skeleton ??= skeletonOf(this.#whole);
    return text.mayHoldSkeleton(this.#skeleton);
  }

  /**
   * True when no form of the value is as short as `length`, since none loses what is printable ASCII.
   * Looks no further than it must, and over all texts once at a character.
   */
  #isLongerThan(length: number): boolean {
    const whole = this.#whole;
    if (whole.length <= length) return false;
    while (this.#lasting <= length && this.#read < whole.length) {
      const code = whole.charCodeAt(this.#read++);
      if (this.#isStripped ? isWordCode(code) : isPrintable(code)) this.#lasting++;
    }
    return this.#lasting > length;
  }

  /** The value itself and what white-space handling and Unicode normalisation make of it. */
  get plain(): readonly Needle[] {
    this.#plain ??= this.#makePlain();
    return this.#plain;
  }

  get doubled(): readonly Needle[] {
    if ((this.form.shape & (QUOTE | DOUBLE_QUOTE)) === 0) return none;
    this.#doubled ??= this.plain.flatMap(({ value, transformations }) =>
      doubledForms(value).map(
        (form) => new Needle(this.input, form, [...transformations, 'quote-doubling']),
      ),
    );
    return this.#doubled;
  }

  get backslashed(): readonly Needle[] {
    if ((this.form.shape & ESCAPABLE) === 0) return none;
    this.#backslashed ??= this.plain.flatMap(({ value, transformations }) =>
      backslashedForms(value).map(
        (form) => new Needle(this.input, form, [...transformations, 'backslash-escaping']),
      ),
    );
    return this.#backslashed;
  }

  #makePlain(): readonly Needle[] {
    const { value, shape, transformations } = this.form;
    const needles = [new Needle(this.input, value, transformations)];
    for (const form of rewrittenForms(value, shape)) {
      const all = [...transformations, ...form.transformations];
      needles.push(new Needle(this.input, form.value, all));
    }
    return needles.filter((needle) => needle.isTelling);
  }
}
