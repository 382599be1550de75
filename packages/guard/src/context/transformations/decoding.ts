import type { Transformation } from '@castellan/core';
import {
  AMPERSAND,
  ANGLES,
  BACKSLASH,
  BRACKETS,
  ENCLOSING,
  NON_ASCII,
  NOT_BASE64,
  PERCENT,
  PLUS,
  QUOTES,
  SEMICOLON,
} from '../shape.ts';
import { base64Decode, hexDecode, looksLikeDigits } from './byte-decoding.ts';
import { type Decoded, DecodingWalk } from './decoding-walk.ts';
import { htmlDecode } from './html-decoding.ts';
import { jsonStrings, looksLikeJson, tokenStrings, unescapeBackslashes } from './json-decoding.ts';
import { percentDecode, plusToSpace } from './percent-decoding.ts';
import { literalsOf } from './literals.ts';
import { strippedForms } from './stripping.ts';
import { compatibleForms } from './unicode.ts';

export interface DecodedForms {
  /** The value itself first, then what it may be decoded to. */
  readonly forms: readonly Decoded[];
  /** True when a bound left some forms unmade. */
  readonly truncated: boolean;
}

const STRIPPED = QUOTES | SEMICOLON | ANGLES;
const DECODABLE = AMPERSAND | BACKSLASH | NON_ASCII | PERCENT | PLUS | BRACKETS | STRIPPED;

/** True when an app may decode `value` to something else. Cheap, and rarely true of benign input. */
export function isDecodable(value: string, shape: number): boolean {
  if ((shape & DECODABLE) !== 0) return true;
  if ((shape & NOT_BASE64) === 0) return looksLikeDigits(value);
  return looksLikeJson(value) || value.includes('eyJ');
}

/** What an app gets by decoding `value` in up to three steps, in any order. Pure and bounded. */
export function decodedForms(
  value: string,
  shape: number,
  transformations: readonly Transformation[],
): DecodedForms {
  const walk = new DecodingWalk(value, shape, transformations);
  for (let next = 0; next < walk.forms.length; next++) {
    const from = walk.forms[next] as Decoded;
    if (walk.isOpen(from) && isDecodable(from.value, from.shape)) decode(from, walk);
  }
  return walk;
}

function decode(from: Decoded, walk: DecodingWalk): void {
  const { value, shape } = from;
  if (value.includes('eyJ')) {
    walk.nest(from, ['base64-decoding', 'json-decoding'], tokenStrings(value));
  }
  if (looksLikeJson(value)) {
    const strings = jsonStrings(value);
    walk.nest(from, ['json-decoding'], strings);
    // What else may be decoded are the strings within, each for itself.
    if (strings.values.length > 0) return;
  }
  if ((shape & NOT_BASE64) === 0) {
    walk.step(from, 'base64-decoding', base64Decode(value));
    walk.step(from, 'hex-decoding', hexDecode(value));
  }
  if ((shape & PERCENT) !== 0) walk.step(from, 'url-decoding', percentDecode(value));
  if ((shape & PLUS) !== 0) walk.step(from, 'url-decoding', percentDecode(plusToSpace(value)));
  if ((shape & AMPERSAND) !== 0) walk.step(from, 'html-decoding', htmlDecode(value));
  if ((shape & BACKSLASH) !== 0) {
    walk.step(from, 'json-decoding', unescapeBackslashes(value));
    walk.step(from, 'backslash-escaping', value.replaceAll('\\', '/'));
  }
  if ((shape & NON_ASCII) !== 0) {
    for (const form of compatibleForms(value)) walk.step(from, 'unicode-normal-form', form);
  }
  if ((shape & BRACKETS) !== 0 && (shape & ENCLOSING) !== 0) {
    walk.nest(from, ['part'], literalsOf(value));
  }
  if ((shape & STRIPPED) !== 0) {
    for (const form of strippedForms(value, shape)) walk.step(from, 'part', form);
  }
}
