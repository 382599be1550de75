import type { Transformation } from '@castellan/core';
import {
  AMPERSAND,
  BACKSLASH,
  NON_ASCII,
  NON_WORD,
  NOT_BASE64,
  ODD_SPACE,
  PERCENT,
  PLUS,
  shapeOf,
  SPACE,
  STRUCTURAL,
} from '../shape.ts';
import { base64Decode, hexDecode } from './byte-decoding.ts';
import { backslashedForms, doubledForms, type Mark } from './escaping.ts';
import { htmlDecode } from './html-decoding.ts';
import {
  type DecodedStrings,
  jsonStrings,
  tokenStrings,
  unescapeBackslashes,
} from './json-decoding.ts';
import { percentDecode, plusToSpace } from './percent-decoding.ts';
import { unicodeForms } from './unicode.ts';
import { whiteSpaceForms } from './white-space.ts';

/** One shape in which an app may pass an input on. */
export interface Form {
  readonly value: string;
  readonly transformations: readonly Transformation[];
  readonly mark: Mark;
}

export interface Forms {
  readonly forms: readonly Form[];
  /** True when a bound left some forms unmade. */
  readonly truncated: boolean;
}

/** Changes that are followed one after another. */
const MAX_STEPS = 3;
const MAX_FORMS = 64;
/** Strings within JSON texts count apart: one value may carry a whole document. */
const MAX_NESTED_FORMS = 1_000;

interface Open {
  readonly value: string;
  readonly shape: number;
  readonly transformations: readonly Transformation[];
}

/** Collects the forms of one value; each distinct value once, by the fewest steps. */
class FormWalk {
  readonly forms: Form[] = [];
  readonly open: Open[] = [];
  truncated = false;
  readonly #seen = new Set<string>();
  #formsLeft = MAX_FORMS;
  #nestedLeft = MAX_NESTED_FORMS;

  constructor(value: string, shape: number) {
    this.#seen.add(value);
    this.open.push({ value, shape, transformations: [] });
  }

  step(from: Open, transformation: Transformation, value: string | undefined): void {
    if (value === undefined || value.length < 2 || this.#seen.has(value)) return;
    if (this.#formsLeft-- > 0) this.#take(from, [transformation], value);
    else this.truncated = true;
  }

  nest(from: Open, added: readonly Transformation[], strings: DecodedStrings): void {
    if (strings.truncated) this.truncated = true;
    for (const value of strings.values) {
      if (value.length < 2 || this.#seen.has(value)) continue;
      if (this.#nestedLeft-- > 0) this.#take(from, added, value);
      else this.truncated = true;
    }
  }

  escape(from: Open, transformation: Transformation, value: string, mark: Mark): void {
    if (this.#seen.has(value)) return;
    this.#seen.add(value);
    this.forms.push({ value, mark, transformations: [...from.transformations, transformation] });
  }

  #take(from: Open, added: readonly Transformation[], value: string): void {
    this.#seen.add(value);
    const transformations = [...from.transformations];
    for (const name of added) if (!transformations.includes(name)) transformations.push(name);
    this.forms.push({ value, transformations, mark: '' });
    if (from.transformations.length < MAX_STEPS) {
      this.open.push({ value, shape: shapeOf(value), transformations });
    }
  }
}

const CHANGEABLE =
  AMPERSAND | BACKSLASH | NON_ASCII | ODD_SPACE | PERCENT | PLUS | SPACE | STRUCTURAL;
const unchanged: Forms = { forms: [], truncated: false };

/** The forms, other than as sent, in which an app may pass `value` on. Pure and bounded. */
export function formsOf(value: string, shape: number): Forms {
  if (
    (shape & CHANGEABLE) === 0 &&
    (value.length < 6 || (shape & NOT_BASE64) !== 0) &&
    !value.includes('eyJ')
  ) {
    return unchanged;
  }
  const walk = new FormWalk(value, shape);
  for (let next = 0; next < walk.open.length; next++) {
    const from = walk.open[next]!;
    decode(from, walk);
    normalise(from, walk);
  }
  for (const from of walk.open) escape(from, walk);
  return walk.forms.length === 0 && !walk.truncated ? unchanged : walk;
}

function decode(from: Open, walk: FormWalk): void {
  const { value, shape } = from;
  if ((shape & NOT_BASE64) === 0) {
    walk.step(from, 'base64-decoding', base64Decode(value));
    walk.step(from, 'hex-decoding', hexDecode(value));
  }
  if ((shape & NON_WORD) === 0) return;
  if ((shape & PERCENT) !== 0) walk.step(from, 'url-decoding', percentDecode(value));
  if ((shape & PLUS) !== 0) walk.step(from, 'url-decoding', percentDecode(plusToSpace(value)));
  if ((shape & AMPERSAND) !== 0) walk.step(from, 'html-decoding', htmlDecode(value));
  if ((shape & BACKSLASH) !== 0) {
    walk.step(from, 'json-decoding', unescapeBackslashes(value));
    walk.step(from, 'backslash-escaping', value.replaceAll('\\', '/'));
  }
  walk.nest(from, ['json-decoding'], jsonStrings(value));
  if (value.includes('eyJ')) {
    walk.nest(from, ['base64-decoding', 'json-decoding'], tokenStrings(value));
  }
}

function normalise(from: Open, walk: FormWalk): void {
  const { value, shape } = from;
  if ((shape & NON_ASCII) !== 0) {
    for (const form of unicodeForms(value)) walk.step(from, 'unicode-normal-form', form);
    walk.step(from, 'letter-case', value.toUpperCase());
  }
  const hasOddSpace = (shape & ODD_SPACE) !== 0;
  if (
    hasOddSpace ||
    (shape & NON_ASCII) !== 0 ||
    ((shape & SPACE) !== 0 && (shape & STRUCTURAL) !== 0)
  ) {
    for (const form of whiteSpaceForms(value, hasOddSpace)) walk.step(from, 'white-space', form);
  }
}

function escape(from: Open, walk: FormWalk): void {
  for (const form of doubledForms(from.value, from.shape)) {
    walk.escape(from, 'quote-doubling', form.value, form.mark);
  }
  for (const form of backslashedForms(from.value, from.shape)) {
    walk.escape(from, 'backslash-escaping', form.value, form.mark);
  }
}
