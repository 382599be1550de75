/**
 * Which characters a string holds, as a set of 32 bits made in one pass: one bit for each ASCII
 * punctuation mark (three rare ones share theirs), so that a later gate is one test, and a string that
 * holds a mark that a text does not hold need not be looked for in it.
 */
const marks = '!"#$%&\'()*+,-./:;<=>?[\\]`{|}';

function bitOf(mark: string): number {
  return 1 << marks.indexOf(mark);
}

export const QUOTE: number = bitOf("'");
export const DOUBLE_QUOTE: number = bitOf('"');
export const BACKSLASH: number = bitOf('\\');
export const PERCENT: number = bitOf('%');
export const AMPERSAND: number = bitOf('&');
export const PLUS: number = bitOf('+');
export const HYPHEN: number = bitOf('-');
export const ASTERISK: number = bitOf('*');
export const DOT: number = bitOf('.');
export const DOLLAR: number = bitOf('$');
/** `@`, `^` and `~`. */
const RARE_MARK = 1 << 28;
/** Plain spaces. */
export const SPACE: number = 1 << 29;
/** Other white space and control characters. */
export const ODD_SPACE: number = 1 << 30;
export const NON_ASCII: number = 1 << 31;

/** All punctuation marks. */
export const MARKS: number = (1 << 29) - 1;
/** Characters that quote, end, comment, nest or redirect in SQL, a shell, JavaScript or HTML. */
export const STRUCTURAL: number = bitsOf('\'"`\\;|&$<>(){}#%') | ODD_SPACE;
/** Those of them that say most: what a piece of an input must hold to count. */
export const STRONG: number = bitsOf('\'"`\\;|&<>#{}');
/** What a document with quoted or enclosed values holds: one of these, and one of the next. */
export const BRACKETS: number = bitsOf('<{');
export const ENCLOSING: number = bitsOf('">');
/** What apps strip from values that they mean to make harmless, besides quotes. */
export const SEMICOLON: number = bitOf(';');
export const ANGLES: number = bitsOf('<>');
export const QUOTES: number = bitsOf('\'"`');
/** What neither base64, base64url nor hexadecimal digits hold. */
export const NOT_BASE64: number = ~bitsOf('+/=-');

function bitsOf(characters: string): number {
  return Array.from(characters).reduce((bits, character) => bits | bitOf(character), 0);
}

const bits = new Int32Array(128);
for (let code = 0; code < 128; code++) bits[code] = bitsOfCode(code);

function bitsOfCode(code: number): number {
  const character = String.fromCharCode(code);
  if (/\w/.test(character)) return 0;
  if (code === 32) return SPACE;
  if (code < 32 || code === 127) return ODD_SPACE;
  return marks.includes(character) ? bitOf(character) : RARE_MARK;
}

/** The characters of `text`, as a union of this module's bits; 0 for a plain word. */
export function shapeOf(text: string): number {
  let shape = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    shape |= code < 128 ? (bits[code] as number) : NON_ASCII;
  }
  return shape;
}

/** True for the code of an ASCII letter, digit or underscore. */
export function isWordCode(code: number): boolean {
  return code < 128 && bits[code] === 0;
}

/** True when `text` holds only ASCII letters, digits and underscores. */
export function isWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (!isWordCode(text.charCodeAt(i))) return false;
  }
  return true;
}
