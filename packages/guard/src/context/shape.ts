/** Facts of a string's characters, gathered in one pass so that every later gate is one bit test. */
export const NON_WORD = 1;
/** A character that quotes, ends, comments, nests or redirects in SQL, a shell, JavaScript or HTML. */
export const STRUCTURAL = 2;
export const QUOTE = 4;
export const DOUBLE_QUOTE = 8;
export const BACKSLASH = 16;
export const PERCENT = 32;
export const AMPERSAND = 64;
export const PLUS = 128;
/** Any white space or control character. */
export const SPACE = 256;
/** White space other than the plain space, or a control character. */
export const ODD_SPACE = 512;
export const NON_ASCII = 1024;
/** A character that neither base64, base64url nor hexadecimal digits hold. */
export const NOT_BASE64 = 2048;
/** A delimiter that apps split lists at. */
export const DELIMITER = 4096;

const flagsOf = new Uint16Array(128).fill(NON_WORD | NOT_BASE64);

function mark(characters: string, flags: number): void {
  for (let i = 0; i < characters.length; i++) flagsOf[characters.charCodeAt(i)]! |= flags;
}

for (let code = 0; code < 32; code++) flagsOf[code]! |= SPACE | ODD_SPACE;
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_') {
  flagsOf[character.charCodeAt(0)] = 0;
}
for (const character of '+/=-') flagsOf[character.charCodeAt(0)] = NON_WORD;
mark('\'"`\\;|&$<>(){}#%\n\r\0', STRUCTURAL);
mark("'", QUOTE);
mark('"', DOUBLE_QUOTE);
mark('\\', BACKSLASH);
mark('%', PERCENT);
mark('&', AMPERSAND);
mark('+', PLUS);
mark(' ', SPACE);
mark('\x7f', SPACE | ODD_SPACE);
mark(',;|\n', DELIMITER);

/** Which kinds of characters stand in `value`, as a union of this module's flags. */
export function shapeOf(value: string): number {
  let shape = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    shape |= code < 128 ? flagsOf[code]! : NON_WORD | NON_ASCII | NOT_BASE64;
  }
  return shape;
}

/** True when `value` holds only ASCII letters, digits and underscores. */
export function isWord(value: string): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 128 || (flagsOf[code]! & NON_WORD) !== 0) return false;
  }
  return true;
}
