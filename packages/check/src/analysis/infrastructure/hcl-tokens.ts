/** A piece of HCL (the language of Terraform). */
export interface HclToken {
  readonly kind: 'word' | 'text' | 'number' | 'sign' | 'end of line';
  /** Of a text without its quotes, escapes read; what is filled in (`${…}`) stands as it is. */
  readonly value: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** The text is not HCL, or more of it than is read here. */
export class HclProblem extends Error {
  constructor(what: string, line: number) {
    super(`${what} in line ${line}`);
  }
}

const word = /[A-Za-z_][\w-]*/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blank = /[ \t\r\uFEFF]+/y;
const comment = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const heredoc = /<<(-?)([A-Za-z_][\w-]*)\r?\n/y;
const sign = /\.\.\.|==|!=|<=|>=|&&|\|\||=>|[{}[\](),.:?=<>+\-*/%!]/y;
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** All pieces of a text. Throws `HclProblem`. */
export function hclTokens(text: string): HclToken[] {
  const tokens: HclToken[] = [];
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const start = at;
    const push = (kind: HclToken['kind'], value: string): void => {
      tokens.push({ kind, value, line, start, end: at });
      line += linesIn(text, start, at);
    };
    if (text[at] === '\n') {
      at += 1;
      push('end of line', '\n');
      continue;
    }
    if (take(blank)) continue;
    if (take(comment)) {
      line += linesIn(text, start, at);
      continue;
    }
    const opened = take(heredoc);
    if (opened) {
      const value = heredocText(text, at, opened[2]!, line);
      at = value.end;
      push('text', value.text);
      continue;
    }
    if (text[at] === '"') {
      const value = quoted(text, at, line);
      at = value.end;
      push('text', value.text);
      continue;
    }
    const found = take(word);
    if (found) push('word', found[0]);
    else {
      const digits = take(number);
      const other = digits ? undefined : take(sign);
      if (digits) push('number', digits[0]);
      else if (other) push('sign', other[0]);
      else throw new HclProblem(`${JSON.stringify(text[at])} is no HCL`, line);
    }
  }
  return tokens;
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}

function heredocText(
  text: string,
  from: number,
  mark: string,
  line: number,
): { text: string; end: number } {
  const end = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, 'm');
  const rest = text.slice(from);
  const match = end.exec(rest);
  if (!match) throw new HclProblem(`the text <<${mark} has no end`, line);
  return {
    text: rest.slice(0, match.index),
    end: from + match.index + match[0].replace(/\r$/, '').length,
  };
}

/** A text in quotes from its opening quote on. Quotes within `${…}` do not end it. */
function quoted(text: string, from: number, line: number): { text: string; end: number } {
  const parts: string[] = [];
  let depth = 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '\n' && depth === 0) break;
    if (char === '\\' && depth === 0) {
      at += 1;
      parts.push(escapes[text[at] ?? ''] ?? text[at] ?? '');
    } else if (depth === 0 && char === '"') return { text: parts.join(''), end: at + 1 };
    else {
      if ((char === '$' || char === '%') && text[at + 1] === '{' && text[at - 1] !== char) {
        depth += 1;
        parts.push(char);
        at += 1;
        parts.push('{');
        continue;
      }
      if (depth > 0 && char === '{') depth += 1;
      if (depth > 0 && char === '}') depth -= 1;
      parts.push(char);
    }
  }
  throw new HclProblem('a text in quotes has no end', line);
}
