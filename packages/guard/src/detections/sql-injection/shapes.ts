/** Longest stretch that is looked at for the shape of a name, date or address. */
const maxLength = 512;

const name = '[\\p{L}\\p{M}\\p{N}_$]+(?:[-./@:][\\p{L}\\p{M}\\p{N}_$]+)*';
const nameList = new RegExp(`^-?${name}(?:[ \\t]*,[ \\t]*-?${name})*$`, 'u');
const date = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$/;
const dateTime =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$/;

/** A calendar date as programs write it: `2026-11-24`. */
export function isDate(text: string): boolean {
  return text.length <= 10 && date.test(text);
}

/**
 * Words and numbers held together by single `-`, `.`, `/`, `:` or `@`, as in names, addresses,
 * phone numbers and times, alone or in a list: as code they compute one value and reach nothing.
 */
export function isDataLike(text: string): boolean {
  return text.length <= maxLength && (nameList.test(text) || dateTime.test(text));
}

/** True when `text` holds a letter, digit, underscore or anything beyond ASCII. */
export function holdsWordCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 128 || code === 95 || (code >= 48 && code <= 57)) return true;
    if ((code | 32) >= 97 && (code | 32) <= 122) return true;
  }
  return false;
}
