import type { Node } from 'oxc-parser';
import { nodesAt, nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The edit that writes `to` for a number that stands as the argument `index` of the call at a place. */
export function replaceNumber(
  path: string,
  text: string,
  position: Position,
  { index, to }: { readonly index: number; readonly to: string },
): SourceEdit | undefined {
  const found = callAt(path, text, position);
  const argument = found?.call.arguments[index];
  if (!found || argument?.type !== 'Literal' || typeof argument.value !== 'number')
    return undefined;
  return found.source.replace(argument.start, argument.end, to);
}

/** The edit that takes away the last argument of the call at a place, when that is the constant `value`. */
export function removeLastArgument(
  path: string,
  text: string,
  position: Position,
  value: unknown,
): SourceEdit | undefined {
  const found = callAt(path, text, position);
  const last = found?.call.arguments.at(-1);
  const before = found?.call.arguments.at(-2);
  if (!found || !before || last?.type !== 'Literal' || last.value !== value) return undefined;
  const gap = text.slice(before.end, last.start);
  return /\/[/*]/.test(gap) ? undefined : found.source.replace(before.end, last.end, '');
}

/** The edit that takes one word out of a list of words in the call at a place; others must remain. */
export function removeListItem(
  path: string,
  text: string,
  position: Position,
  word: string,
): SourceEdit | undefined {
  const found = callAt(path, text, position);
  if (!found) return undefined;
  const isWord = (node: Node | null | undefined): boolean =>
    node?.type === 'Literal' && String(node.value).toLowerCase() === word;
  const lists = nodesWhere(found.call, (node) => node.type === 'ArrayExpression').flatMap((node) =>
    node.type === 'ArrayExpression' && node.elements.some(isWord) ? [node] : [],
  );
  const [list] = lists;
  if (!list || lists.length > 1 || list.elements.length < 2) return undefined;
  const index = list.elements.findIndex(isWord);
  const item = list.elements[index]!;
  const before = list.elements[index - 1];
  const after = list.elements[index + 1];
  if (before) return found.source.replace(before.end, item.end, '');
  return after ? found.source.replace(item.start, after.start, '') : undefined;
}

function callAt(
  path: string,
  text: string,
  { line, column }: Position,
): { call: Extract<Node, { type: 'CallExpression' }>; source: SourceText } | undefined {
  const tree = treeOf(path, text);
  if (!tree) return undefined;
  const source = new SourceText(path, text);
  const offset = source.offsetOf(line, column);
  const call = nodesAt(tree, offset).find(
    (node) => node.type === 'CallExpression' && node.start === offset,
  );
  return call?.type === 'CallExpression' ? { call, source } : undefined;
}
