import { isBinaryText } from '../carriers/bytes-to-text.ts';

const HEX = /^(?:0[xX])?((?:[0-9a-fA-F]{2})+)$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const HEX_START = /^(?:0[xX])?[0-9a-fA-F]{6}/;

/** Shorter values decode to less than four characters: chance, and too little to do harm. */
const MIN_LENGTH = 6;
const MAX_DECODED = 262_144;

/** False for most words: quick, and never of a text's base64 or hexadecimal digits. */
export function looksLikeDigits(value: string): boolean {
  return value.length >= MIN_LENGTH && (startsLikeText(value) || HEX_START.test(value));
}

/** The text that base64 or base64url digits stand for (RFC 4648); undefined when it is no text. */
export function base64Decode(value: string): string | undefined {
  if (value.length < MIN_LENGTH || !startsLikeText(value) || !BASE64.test(value)) return undefined;
  return textOf(Buffer.from(value, 'base64'));
}

/** The text that hexadecimal digits stand for, with or without `0x`. */
export function hexDecode(value: string): string | undefined {
  if (value.length < MIN_LENGTH) return undefined;
  const digits = HEX.exec(value)?.[1];
  return digits === undefined ? undefined : textOf(Buffer.from(digits, 'hex'));
}

function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8', 0, MAX_DECODED);
  return isBinaryText(text) ? undefined : text;
}

const valueOf = new Int8Array(128).fill(-1);
for (const [i, digit] of Array.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
).entries()) {
  valueOf[digit.charCodeAt(0)] = i;
}
valueOf['-'.charCodeAt(0)] = 62;
valueOf['_'.charCodeAt(0)] = 63;

/** Decodes the first three bytes in place: most words are no base64, and this sends them away. */
function startsLikeText(value: string): boolean {
  let bits = 0;
  for (let i = 0; i < 4; i++) {
    const code = value.charCodeAt(i);
    const digit = code < 128 ? valueOf[code]! : -1;
    if (digit < 0) return false;
    bits = (bits << 6) | digit;
  }
  return isTextByte(bits >> 16) && isTextByte((bits >> 8) & 255) && isTextByte(bits & 255);
}

function isTextByte(byte: number): boolean {
  return byte >= 32 ? byte !== 127 : byte === 9 || byte === 10 || byte === 13 || byte === 0;
}
