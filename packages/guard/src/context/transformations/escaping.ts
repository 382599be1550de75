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
export function doubledForms(value: string): readonly string[] {
  const forms = [value.replaceAll("'", "''"), value.replaceAll('"', '""')];
  return forms.filter((form) => form !== value);
}

/** What the escapes of MySQL drivers, JSON, naive replacements and POSIX quoting make of a value. */
export function backslashedForms(value: string): readonly string[] {
  const forms = new Set([
    value.replace(BACKSLASHED, escape),
    value.replace(JSON_ESCAPED, escape),
    value.replaceAll("'", "\\'"),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "\\'").replaceAll('"', '\\"'),
    value.replaceAll("'", "'\\''"),
    value.replaceAll('\\', '\\\\'),
  ]);
  forms.delete(value);
  return [...forms];
}

function escape(character: string): string {
  return `\\${letters[character] ?? character}`;
}
