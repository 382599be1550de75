import type { SourceEdit } from '../syntax/source-edit.ts';
import type { Unit } from './units.ts';

/** The edit that writes lines behind the start command of a unit; undefined where it ends the file. */
export function linesBehindStart(
  { path, text }: Pick<Unit, 'path' | 'text'>,
  written: readonly string[],
): SourceEdit | undefined {
  const start = /^[ \t]*ExecStart[ \t]*=.*$/m.exec(text);
  if (!start) return undefined;
  const lines = text.split('\n');
  let line = text.slice(0, start.index).split('\n').length;
  while (/\\\r?$/.test(lines[line - 1] ?? '')) line += 1;
  // A command on the last line, without a line end, has no line behind it to write before.
  if (lines[line] === undefined) return undefined;
  const to = written.map((one) => `${one}\n`).join('');
  return { kind: 'text', file: path, line: line + 1, column: 1, was: '', to };
}
