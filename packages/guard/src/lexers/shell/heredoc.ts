import { role, type CommandInput, type Word } from './lexed.ts';

/** A here-document whose body starts on the next line. */
export interface Heredoc {
  readonly command: readonly Word[];
  readonly delimiter: string;
  /** A quoted delimiter makes the whole body literal. */
  readonly isQuoted: boolean;
  /** `<<-` drops leading tabs. */
  readonly stripsTabs: boolean;
}

/** Marks the bodies that start at `start`, one after the other, and returns the offset behind them. */
export function readHeredocs(
  text: string,
  roles: Uint8Array,
  start: number,
  heredocs: readonly Heredoc[],
  inputs: CommandInput[],
): number {
  let i = start;
  for (const heredoc of heredocs) {
    const { command } = heredoc;
    const [end, next] = readHeredoc(text, roles, i, heredoc);
    inputs.push({ command, start: i, end, isWord: false });
    i = next;
  }
  return i;
}

/** Where the body ends, and where the text goes on behind its delimiter. */
function readHeredoc(
  text: string,
  roles: Uint8Array,
  start: number,
  heredoc: Heredoc,
): readonly [end: number, next: number] {
  let line = start;
  while (line < text.length) {
    let content = line;
    if (heredoc.stripsTabs) while (text[content] === '\t') content++;
    const delimiterEnd = content + heredoc.delimiter.length;
    const endsHere = delimiterEnd === text.length || text[delimiterEnd] === '\n';
    if (endsHere && text.startsWith(heredoc.delimiter, content)) {
      markBody(text, roles, start, line, heredoc);
      const end = Math.min(delimiterEnd + 1, text.length);
      roles.fill(role.operator, line, end);
      return [line, end];
    }
    const newline = text.indexOf('\n', line);
    line = newline === -1 ? text.length : newline + 1;
  }
  markBody(text, roles, start, text.length, heredoc);
  return [text.length, text.length];
}

function markBody(
  text: string,
  roles: Uint8Array,
  start: number,
  end: number,
  heredoc: Heredoc,
): void {
  roles.fill(role.quoted, start, end);
  if (heredoc.isQuoted) return;
  let i = start;
  while (i < end) {
    const c = text[i];
    if (c === '\\' && '$`\\\n'.includes(text[i + 1] ?? ' ')) {
      roles[i] = role.escape;
      i += 2;
    } else if (c === '$' || c === '`') i = markExpansion(text, roles, i, end);
    else i++;
  }
}

/** A substitution in a body counts as live up to its end, whatever quotes stand inside it. */
function markExpansion(text: string, roles: Uint8Array, start: number, bodyEnd: number): number {
  const opener = text[start] === '`' ? '`' : text[start + 1];
  let end = start + 1;
  if (opener === '`') {
    while (end < bodyEnd && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
    end++;
  } else if (opener === '(' || opener === '{') {
    const closer = opener === '(' ? ')' : '}';
    let depth = 0;
    for (; end < bodyEnd; end++) {
      if (text[end] === opener) depth++;
      else if (text[end] === closer && --depth === 0) break;
    }
    end++;
  } else {
    while (end < bodyEnd && /[\w@*#?$!-]/.test(text[end] as string)) end++;
    if (end === start + 1) return end;
  }
  end = Math.min(end, bodyEnd);
  roles.fill(role.expansion, start, end);
  return end;
}
