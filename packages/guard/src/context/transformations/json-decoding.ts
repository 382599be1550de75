import { flatten } from '../flatten.ts';
import { Gathering } from '../gathering.ts';
import { isWord } from '../shape.ts';
import { base64Decode } from './byte-decoding.ts';

const MAX_STRINGS = 500;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|([^ux]))/g;
const controls: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};

/** Strings inside a JSON text. */
export interface DecodedStrings {
  readonly values: readonly string[];
  readonly truncated: boolean;
}

const none: DecodedStrings = { values: [], truncated: false };

/** The strings within a value that is itself a JSON text. */
export function jsonStrings(value: string): DecodedStrings {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return none;
  }
  const gathering = new Gathering();
  flatten(parsed, '', gathering);
  const values = gathering.gathered.map(({ input }) => input.value);
  return {
    values: values.slice(0, MAX_STRINGS),
    truncated: gathering.truncated || values.length > MAX_STRINGS,
  };
}

/** True when `value` begins and ends as a JSON text with strings in it does. */
export function looksLikeJson(value: string): boolean {
  const first = value.charCodeAt(0);
  // White space, `"`, `[` or `{`: nearly everything else is sent away here.
  if (first > 32 && first !== 34 && first !== 91 && first !== 123) return false;
  const text = value.trim();
  const ends = text.charAt(0) + text.charAt(text.length - 1);
  return ends === '{}' || ends === '[]' || (ends === '""' && text.length > 1);
}

/** Undoes backslash escapes of JSON and JavaScript strings. */
export function unescapeBackslashes(value: string): string {
  return value.replace(
    ESCAPE,
    (whole, four?: string, braced?: string, two?: string, character?: string) => {
      if (character !== undefined) return controls[character] ?? character;
      const code = Number.parseInt((four ?? braced ?? two)!, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The strings in the header and payload of a JSON Web Token (RFC 7519), verified or not. */
export function tokenStrings(value: string): DecodedStrings {
  const start = value.indexOf('eyJ');
  if (start < 0 || start > 16) return none;
  const parts = value.slice(start).split('.', 4);
  if (parts.length !== 3) return none;
  const decoded = [parts[0]!, parts[1]!].map((part) => jsonStrings(base64Decode(part) ?? ''));
  return {
    values: decoded.flatMap(({ values }) => values.filter((text) => !isWord(text))),
    truncated: decoded.some(({ truncated }) => truncated),
  };
}
