/** A few lines of a file, safe to show. */
export interface CodeFrame {
  /** Number of the first line, from 1. */
  readonly start: number;
  readonly lines: readonly string[];
  /** Number of the line at fault. */
  readonly marked: number;
}

const contextLines = 1;
const maxChars = 160;

/** The lines around `line`; what must not be shown has been masked in `text` already. */
export function codeFrame(text: string, line: number): CodeFrame {
  const lines = text.split(/\r\n|\r|\n/);
  const first = Math.max(1, line - contextLines);
  const last = Math.min(lines.length, line + contextLines);
  return {
    start: first,
    lines: lines.slice(first - 1, last).map(cut),
    marked: line,
  };
}

function cut(line: string): string {
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}

/** Number of the line, from 1, that holds the UTF-16 code unit at `index`. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** Number of the first line, from 1, that matches; undefined when none does. */
export function lineOf(text: string, pattern: RegExp): number | undefined {
  const index = text.search(pattern);
  return index < 0 ? undefined : lineAt(text, index);
}
