import {
  AMPERSAND,
  BACKSLASH,
  DELIMITER,
  NON_ASCII,
  NON_WORD,
  NOT_BASE64,
  ODD_SPACE,
  PERCENT,
  PLUS,
  SPACE,
  STRUCTURAL,
} from '../shape.ts';
import { base64Decode, hexDecode } from './byte-decoding.ts';
import { backslashedForms, doubledForms } from './escaping.ts';
import { type Form, FormWalk, type Open } from './form-walk.ts';
import { htmlDecode } from './html-decoding.ts';
import { jsonStrings, tokenStrings, unescapeBackslashes } from './json-decoding.ts';
import { percentDecode, plusToSpace } from './percent-decoding.ts';
import { literalsOf, piecesOf } from './pieces.ts';
import { unicodeForms } from './unicode.ts';
import { whiteSpaceForms } from './white-space.ts';

export interface Forms {
  readonly forms: readonly Form[];
  /** True when a bound left some forms unmade. */
  readonly truncated: boolean;
}

const CHANGEABLE =
  AMPERSAND | BACKSLASH | NON_ASCII | ODD_SPACE | PERCENT | PLUS | SPACE | STRUCTURAL;
const unchanged: Forms = { forms: [], truncated: false };

/** The forms, other than as sent, in which an app may pass `value` on. Pure and bounded. */
export function formsOf(value: string, shape: number): Forms {
  if ((shape & CHANGEABLE) === 0 && (shape & NOT_BASE64) !== 0 && !value.startsWith('eyJ')) {
    return unchanged;
  }
  const walk = new FormWalk(value, shape);
  for (let next = 0; next < walk.open.length; next++) {
    const from = walk.open[next] as Open;
    decode(from, walk);
    normalise(from, walk);
  }
  for (const from of walk.open) escape(from, walk);
  if ((shape & STRUCTURAL) !== 0) split(walk.open[0] as Open, walk);
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
  if ((shape & NOT_BASE64) === 0) return;
  if ((shape & STRUCTURAL) !== 0 || value.startsWith('[')) {
    walk.nest(from, ['json-decoding'], jsonStrings(value));
  }
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
  const hasOddSpace = (shape & (ODD_SPACE | NON_ASCII)) !== 0;
  if (hasOddSpace || ((shape & SPACE) !== 0 && (shape & STRUCTURAL) !== 0)) {
    for (const form of whiteSpaceForms(value, hasOddSpace)) walk.step(from, 'white-space', form);
  }
}

function escape(from: Open, walk: FormWalk): void {
  for (const form of doubledForms(from.value, from.shape)) {
    walk.escape(from, 'quote-doubling', form);
  }
  for (const form of backslashedForms(from.value, from.shape)) {
    walk.escape(from, 'backslash-escaping', form);
  }
}

function split(from: Open, walk: FormWalk): void {
  if ((from.shape & DELIMITER) !== 0) {
    for (const piece of piecesOf(from.value)) walk.step(from, 'part', piece);
  }
  walk.nest(from, ['part'], literalsOf(from.value));
}
