/** Characters that a terminal or a page would obey, hide or reorder by. */
function isUnsafe(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  if (code < 0x2000) return code === 0xad || code === 0x61c || code === 0x180e;
  if (code <= 0x206f)
    return (
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x2028 && code !== 0x202f && (code <= 0x202e || code >= 0x2060))
    );
  if (code >= 0xd800 && code <= 0xdfff) return true;
  return (
    code === 0xfeff || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f)
  );
}

const shortEscapes: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r' };

/** One character as it is safe to print: itself, or an escape such as `\n`, `\x1b`, `\u202e`. */
function printable(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (!isUnsafe(code)) return character;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return (
    shortEscapes[code] ??
    (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`)
  );
}

/** `text` with control, bidirectional and invisible characters and lone surrogates written as escapes. */
export function escapeUnsafe(text: string): string {
  let safe = '';
  for (const character of text) safe += printable(character);
  return safe;
}

/**
 * The beginning of `value`, safe to print on a terminal: at most `maxLength` UTF-16 code units,
 * ending in `…` when something was cut. Never cuts an escape or a surrogate pair in two.
 */
export function excerpt(value: string, maxLength: number): string {
  if (maxLength < 1) return '';
  let safe = '';
  let room = '';
  for (const character of value) {
    const next = printable(character);
    if (safe.length + next.length > maxLength) return `${room}…`;
    safe += next;
    if (safe.length < maxLength) room = safe;
  }
  return safe;
}
