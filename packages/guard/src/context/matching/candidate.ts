import type { Input } from '../inputs.ts';
import { BACKSLASH, DOUBLE_QUOTE, ODD_SPACE, QUOTE } from '../shape.ts';
import type { Decoded } from '../transformations/decoding-walk.ts';
import { backslashedForms, doubledForms } from '../transformations/escaping.ts';
import { rewrittenForms } from '../transformations/rewriting.ts';
import { Needle } from './needle.ts';

const none: readonly Needle[] = [];
const ESCAPABLE = QUOTE | DOUBLE_QUOTE | BACKSLASH | ODD_SPACE;

/**
 * A value that an app may have put into a text, as sent or decoded. Its further forms are made only
 * once a text holds all the punctuation that they hold: for most texts and values that is never.
 */
export class Candidate {
  readonly input: Input;
  readonly form: Decoded;
  /** True once filed by a search that keeps an index of its own. */
  isHashed = false;
  isHashedEscaped = false;
  isIndexedForParts = false;
  #plain: readonly Needle[] | undefined;
  #doubled: readonly Needle[] | undefined;
  #backslashed: readonly Needle[] | undefined;

  constructor(input: Input, form: Decoded) {
    this.input = input;
    this.form = form;
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
