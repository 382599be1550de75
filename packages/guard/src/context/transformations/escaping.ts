import { BACKSLASH, DOUBLE_QUOTE, ODD_SPACE, QUOTE } from '../shape.ts';

/** What must stand in a text before an escaped form can: lets a search skip most forms unlooked. */
export type Mark = '' | "''" | '""' | '\\';

export interface EscapedForm {
  readonly value: string;
  readonly mark: Mark;
}

const BACKSLASHED = /[\\'"\0\n\r\x1a]/g;
const JSON_ESCAPED = /[\\"\n\r\t]/g;
const letters: Readonly<Record<string, string>> = {
  '\0': '0',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\x1a': 'Z',
};

/** What quote doubling makes of a value: `'` to `''`, `"` to `""`. */
export function doubledForms(value: string, shape: number): readonly EscapedForm[] {
  const forms: EscapedForm[] = [];
  if ((shape & QUOTE) !== 0) forms.push({ value: value.replaceAll("'", "''"), mark: "''" });
  if ((shape & DOUBLE_QUOTE) !== 0) forms.push({ value: value.replaceAll('"', '""'), mark: '""' });
  return forms;
}

/** What the escapes of MySQL drivers, JSON, naive replacements and POSIX quoting make of a value. */
export function backslashedForms(value: string, shape: number): readonly EscapedForm[] {
  if ((shape & (QUOTE | DOUBLE_QUOTE | BACKSLASH | ODD_SPACE)) === 0) return [];
  const values = new Set([
    value.replace(BACKSLASHED, escape),
    value.replace(JSON_ESCAPED, escape),
    value.replaceAll("'", "\\'"),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "\\'").replaceAll('"', '\\"'),
    value.replaceAll("'", "'\\''"),
    value.replaceAll('\\', '\\\\'),
  ]);
  values.delete(value);
  return [...values].map((escaped) => ({ value: escaped, mark: '\\' }));
}

function escape(character: string): string {
  return `\\${letters[character] ?? character}`;
}
