import { type SourceEdit, SourceText } from '../syntax/source-edit.ts';
import type { NginxDirective } from './directives.ts';

/** The edit that writes a directive on a line of its own behind another one, comments left where they are. */
export function putBehind(
  { path, text }: { readonly path: string; readonly text: string },
  { start, end }: NginxDirective,
  written: string,
): SourceEdit {
  const source = new SourceText(path, text);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  const next = text.indexOf('\n', end);
  const lineEnd = next < 0 ? text.length : next;
  const rest = text.slice(end, lineEnd).replace(/\r$/, '');
  // What shares its line with others gets a neighbour there.
  if (indent.trim() !== '' || !/^[ \t]*(#.*)?$/.test(rest))
    return source.replace(end, end, ` ${written}`);
  const at = end + rest.length;
  return source.replace(at, at, `\n${indent}${written}`);
}
