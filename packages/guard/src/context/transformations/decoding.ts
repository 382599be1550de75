import type { Transformation } from '@castellan/core';
import {
  AMPERSAND,
  ANGLES,
  BACKSLASH,
  BRACKETS,
  DOT,
  DOUBLE_QUOTE,
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
/** What begins an escape of any kind. */
const ESCAPING = BACKSLASH | NON_ASCII | PERCENT | PLUS;
/** Where a reference of HTML may begin, once what stands in it was stripped. */
const REFERENCE = /&['"`;<>]*[#a-zA-Z]/;

/** True when an app may decode `value` to something else. Cheap, and rarely true of benign input. */
export function isDecodable(value: string, shape: number): boolean {
  return (shape & STRIPPED) !== 0 || isEscaped(value, shape);
}

function isEscaped(value: string, shape: number): boolean {
  if ((shape & ESCAPING) !== 0 || isDocument(shape)) return true;
  if ((shape & AMPERSAND) !== 0 && REFERENCE.test(value)) return true;
  if (shape === 0) return base64Decode(value) !== undefined || hexDecode(value) !== undefined;
  if ((shape & NOT_BASE64) === 0) return looksLikeDigits(value);
  return looksLikeJson(value) || ((shape & DOT) !== 0 && value.includes('eyJ'));
}

function isDocument(shape: number): boolean {
  return (shape & BRACKETS) !== 0 && (shape & ENCLOSING) !== 0;
}

/**
 * True when all that an app may make of `value` is what is left without the marks that it strips:
 * neither `value` nor what is left decodes to anything else.
 */
export function isOnlyStrippable(value: string, shape: number): boolean {
  const rest = shape & ~STRIPPED;
  // What is left of digits with marks between them may be digits, and a plain word is never followed.
  if (rest !== 0 && (rest & NOT_BASE64) === 0) return false;
  // Without what stands before it, a text may be JSON, whose strings need their quotes.
  if ((shape & DOUBLE_QUOTE) !== 0 && (shape & (SEMICOLON | ANGLES)) !== 0) return false;
  if ((shape & DOT) !== 0 && value.includes('J')) return false;
  return !isEscaped(value, shape);
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
  if ((shape & DOT) !== 0 && value.includes('eyJ')) {
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
  if (isDocument(shape)) walk.nest(from, ['part'], literalsOf(value));
  for (const form of strippedForms(value, shape, [])) walk.step(from, 'part', form.value);
}
