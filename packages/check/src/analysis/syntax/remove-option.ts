import type { Node } from 'oxc-parser';
import { nodesAt, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

/**
 * The edit that takes away the option or the assignment that stands at a place, such as
 * `rejectUnauthorized: false` or `process.env.X = '0'`. Undefined where its value is not written there, or
 * where a comment or other code would go along.
 */
export function removeOption(
  path: string,
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
): SourceEdit | undefined {
  const tree = treeOf(path, text);
  const source = new SourceText(path, text);
  const offset = source.offsetOf(line, column);
  const nodes = tree ? nodesAt(tree, offset) : [];
  const index = nodes.findIndex(
    ({ type, start }) =>
      start === offset && (type === 'Property' || type === 'AssignmentExpression'),
  );
  const node = nodes[index];
  const parent = nodes[index - 1];
  if (node?.type === 'Property' && parent?.type === 'ObjectExpression')
    return isPlain(node.value) ? removeProperty(source, text, node, parent) : undefined;
  if (node?.type !== 'AssignmentExpression' || parent?.type !== 'ExpressionStatement')
    return undefined;
  const around = nodes[index - 2]?.type;
  const isStatement = around === 'Program' || around === 'BlockStatement';
  return isStatement ? source.remove(parent.start, parent.end) : undefined;
}

/** A value written there, or read from a name: nothing is lost with it. */
function isPlain(value: Node): boolean {
  if (value.type === 'MemberExpression')
    return !value.computed && value.object.type === 'Identifier';
  return value.type === 'Literal';
}

/** The same for the innermost option or assignment that holds the code unit at `offset`. */
export function removeOptionAround(
  path: string,
  text: string,
  offset: number,
): SourceEdit | undefined {
  const tree = treeOf(path, text);
  const node = tree
    ? nodesAt(tree, offset).findLast(
        ({ type }) => type === 'Property' || type === 'AssignmentExpression',
      )
    : undefined;
  if (node === undefined) return undefined;
  const source = new SourceText(path, text);
  const line = source.lineOf(node.start);
  return removeOption(path, text, { line, column: node.start - source.offsetOf(line, 1) + 1 });
}

function removeProperty(
  source: SourceText,
  text: string,
  node: Node,
  { properties, start, end }: Extract<Node, { type: 'ObjectExpression' }>,
): SourceEdit | undefined {
  const index = properties.findIndex((one) => one.start === node.start);
  const before = properties[index - 1];
  const after = properties[index + 1];
  const whole = source.remove(node.start, node.end);
  // The last line goes with the comma before it, where none stands at its own end.
  const isBare = before !== undefined && !after && /^\s*\}/.test(text.slice(node.end));
  const isLine = whole.column === 1 && whole.was.endsWith('\n');
  if (isLine && !isBare) return whole;
  const [from, to, left] = after
    ? [node.start, after.start, '']
    : before
      ? [before.end, node.end, '']
      : [start, end, '{}'];
  const goes = text.slice(from, node.start) + text.slice(node.end, to);
  if (!/\/[/*]/.test(goes)) return source.replace(from, to, left);
  return isLine ? whole : undefined;
}
