import { literalPattern } from '../literal-pattern.ts';
import type { SourceEdit } from '../syntax/source-edit.ts';

/**
 * The edit that writes another plain value for the attribute `key` that stands on a line of a file of
 * Terraform. Undefined where its value is no literal on that line.
 */
export function setHclValue(
  { path, text }: { readonly path: string; readonly text: string },
  line: number,
  key: string,
  to: string,
): SourceEdit | undefined {
  const written = text.split('\n')[line - 1] ?? '';
  const value = new RegExp(
    `^(.*?(?<![\\w.-])${literalPattern(key)}\\s*=\\s*)(true|false|\\d+|"[^"$%\\\\]*")(?=\\s|$|[#/}])`,
  ).exec(written);
  if (!value) return undefined;
  const [, before = '', was = ''] = value;
  return { kind: 'text', file: path, line, column: before.length + 1, was, to };
}
