/** A piece of a configuration of nginx. Comments and spaces are no tokens: they stand between the offsets. */
export interface NginxToken {
  readonly kind: 'word' | '{' | '}' | ';';
  /** Without quotes and backslashes before quotes; of signs the sign. */
  readonly value: string;
  /** Offsets in the text, quotes included. */
  readonly start: number;
  readonly end: number;
}

const space = /\s/;
const sign = /[{};]/;

/**
 * The tokens of a text, as `ngx_conf_read_token` of nginx tells them apart: a quote counts at the start of a
 * word alone, a `}` within a word and the brace of `${name}` belong to it. Code of Lua is one word. Throws
 * an error that says what is wrong. Linear.
 */
export function nginxTokens(text: string): NginxToken[] {
  const tokens: NginxToken[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (space.test(char)) at += 1;
    else if (char === '#') at = endOfLine(text, at);
    else if (sign.test(char)) {
      tokens.push({ kind: char as ';', value: char, start: at, end: at + 1 });
      at += 1;
      if (char === '{' && isLua(tokens)) {
        const end = endOfLua(text, at);
        tokens.push({ kind: 'word', value: text.slice(at, end), start: at, end });
        tokens.push({ kind: ';', value: ';', start: end, end });
        at = end;
      }
    } else {
      const end = char === '"' || char === "'" ? endOfQuoted(text, at) : endOfWord(text, at);
      tokens.push({ kind: 'word', value: valueOf(text.slice(at, end)), start: at, end });
      at = end;
    }
  }
  return tokens;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const char = text[at]!;
    if (char === '\\') at += 1;
    else if (space.test(char) || char === ';') return at;
    else if (char === '{' && text[at - 1] !== '$') return at;
    at += 1;
  }
  throw new Error('it ends within a word');
}

function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at + 1;
  }
  throw new Error('a quote is not closed');
}

function valueOf(written: string): string {
  const [quote] = written;
  return quote === '"' || quote === "'"
    ? written.slice(1, -1).replaceAll(`\\${quote}`, quote)
    : written;
}

/** Whether the brace that was read last opens a block of Lua: `set_by_lua_block` has a name before it. */
function isLua(tokens: readonly NginxToken[]): boolean {
  return (
    tokens.at(-2)?.value.endsWith('_by_lua_block') === true ||
    tokens.at(-3)?.value === 'set_by_lua_block'
  );
}

/** Where the brace stands that closes a block of Lua; strings and comments of Lua may hold others. */
function endOfLua(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '"' || char === "'") at = endOfQuoted(text, at) - 1;
    else if (text.startsWith('--', at)) at = endOfLine(text, at) - 1;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('a block of Lua is not closed');
}
