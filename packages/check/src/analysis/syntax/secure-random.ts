import type { Node, Program } from 'oxc-parser';
import { nodesAt, nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

type Call = Extract<Node, { type: 'CallExpression' }>;

const base = 36;
/** `randomInt` takes no more. */
const mostInt = 2 ** 48 - 1;

/**
 * Edits by which the random values made on a line come from node:crypto. Two forms are in the clear: text
 * of `Math.random().toString(36)`, of which nobody can want a certain length or sign, and
 * `Math.floor(Math.random() * 1000)` with the number written there. Undefined where another one is used.
 */
export function secureRandom(path: string, text: string, line: number): SourceEdit[] | undefined {
  const tree = treeOf(path, text);
  if (tree === undefined) return undefined;
  const source = new SourceText(path, text);
  const calls = nodesWhere(tree, isMathRandom).filter(({ start }) => source.lineOf(start) === line);
  const edits: SourceEdit[] = [];
  let needsInt = false;
  for (const call of calls) {
    const around = nodesAt(tree, call.start).reverse();
    const wholeText = textOf(around);
    if (wholeText) {
      if (!hasCrypto(tree, text)) return undefined;
      edits.push(source.replace(wholeText.start, wholeText.end, 'crypto.randomUUID()'));
      continue;
    }
    const integer = integerOf(around);
    if (!integer) return undefined;
    needsInt = true;
    const { node, most } = integer;
    edits.push(
      source.replace(node.start, node.end, `randomInt(${text.slice(most.start, most.end)})`),
    );
  }
  if (edits.length === 0) return undefined;
  if (!needsInt) return edits;
  const imported = importRandomInt(tree, text, source);
  return imported && [...edits, imported];
}

function isMathRandom(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'Math' &&
    nameOf(node.callee) === 'random'
  );
}

/** The whole of `Math.random().toString(36).slice(2)`, from the nodes around, innermost first. */
function textOf(around: readonly Node[]): Node | undefined {
  const calls = around.filter((node): node is Call => node.type === 'CallExpression');
  const toText = calls.find(
    ({ callee, arguments: [radix] }) =>
      nameOf(callee) === 'toString' && radix?.type === 'Literal' && radix.value === base,
  );
  if (toText?.callee.type !== 'MemberExpression' || !isMathRandom(toText.callee.object))
    return undefined;
  const cut = calls.find(
    ({ callee }) =>
      callee.type === 'MemberExpression' &&
      callee.object === toText &&
      /^(slice|substr|substring)$/.test(nameOf(callee) ?? ''),
  );
  return cut ?? toText;
}

function integerOf(around: readonly Node[]): { node: Node; most: Node } | undefined {
  const node = around.find((one): one is Call => {
    if (one.type !== 'CallExpression' || one.callee.type !== 'MemberExpression') return false;
    const { object } = one.callee;
    return object.type === 'Identifier' && object.name === 'Math' && nameOf(one.callee) === 'floor';
  });
  const product = node?.arguments[0];
  if (!node || product?.type !== 'BinaryExpression' || product.operator !== '*') return undefined;
  const { left, right } = product;
  const most = isMathRandom(left) ? right : isMathRandom(right) ? left : undefined;
  const isInt =
    most?.type === 'Literal' &&
    Number.isInteger(most.value) &&
    Number(most.value) > 0 &&
    Number(most.value) <= mostInt;
  return isInt ? { node, most } : undefined;
}

function nameOf(node: Node): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** True where `crypto` is Node's own: the global one, or the module under that name. */
function hasCrypto(tree: Program, text: string): boolean {
  const declared = nodesWhere(tree, (node) => node.type === 'Identifier' && node.name === 'crypto');
  if (declared.length === 0) return true;
  return /\bcrypto\s*=\s*require\(\s*["'](?:node:)?crypto["']\s*\)|\bimport\s+(?:\*\s+as\s+)?crypto\s+from\s+["'](?:node:)?crypto["']/.test(
    text,
  );
}

/** The import of `randomInt` at the top; undefined where the name is taken already. */
function importRandomInt(tree: Program, text: string, source: SourceText): SourceEdit | undefined {
  if (/\brandomInt\b/.test(text)) return undefined;
  const first = tree.body.find(
    (one) => one.type !== 'ExpressionStatement' || !('directive' in one) || one.directive === null,
  );
  if (first === undefined) return undefined;
  const isModule = tree.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  const usesRequire = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(text);
  if (!isModule && !usesRequire) return undefined;
  const line = isModule
    ? "import { randomInt } from 'node:crypto';\n"
    : "const { randomInt } = require('node:crypto');\n";
  return source.replace(first.start, first.start, line);
}
