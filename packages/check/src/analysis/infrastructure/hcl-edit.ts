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

/**
 * The edit that writes an attribute first into the block that starts on a line, with an empty line behind it:
 * `terraform fmt` aligns what stands together. Undefined where the block is not open at the end of that line.
 */
export function addHclAttribute(
  { path, text }: { readonly path: string; readonly text: string },
  line: number,
  written: string,
): SourceEdit | undefined {
  const lines = text.split('\n');
  const [start = '', next] = lines.slice(line - 1, line + 1);
  if (next === undefined || !/\{\s*((#|\/\/)[^\n]*)?$/.test(start)) return undefined;
  const indent = /^\s*/.exec(start)![0];
  const gap = /^\s*(\}[^\n]*)?$/.test(next) ? '' : '\n';
  const to = `${indent}  ${written}\n${gap}`;
  return { kind: 'text', file: path, line: line + 1, column: 1, was: '', to };
}
