import type { Node, Program } from 'oxc-parser';
import { addOptions, type ObjectNode } from './add-option.ts';
import { nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

/**
 * The edits that write one more option into a `next.config`: where its options are exported as they are
 * written, or stand in a constant whose type says what they are. Undefined where a call makes them.
 */
export function addNextOption(
  path: string,
  text: string,
  option: string,
): SourceEdit[] | undefined {
  const tree = treeOf(path, text);
  const options = tree && (exported(tree) ?? typed(tree, text));
  return options && addOptions(options, [option], new SourceText(path, text), text);
}

function exported(tree: Program): ObjectNode | undefined {
  for (const statement of tree.body) {
    let value: Node | undefined;
    if (statement.type === 'ExportDefaultDeclaration') value = statement.declaration;
    if (
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'AssignmentExpression' &&
      isModuleExports(statement.expression.left)
    )
      value = statement.expression.right;
    const found = value && objectOf(value, tree);
    if (found) return found;
  }
  return undefined;
}

/** One constant of the type `NextConfig`, written in TypeScript or in the comment before it. */
function typed(tree: Program, text: string): ObjectNode | undefined {
  const found = nodesWhere(tree, (node) => node.type === 'VariableDeclaration').filter(
    (node) =>
      /:\s*(?:Partial<)?(?:import\(["']next["']\)\.)?NextConfig\b/.test(
        text.slice(node.start, text.indexOf('=', node.start)),
      ) ||
      /@type\s*\{\s*import\(["']next["']\)\.NextConfig\s*\}\s*\*\/\s*$/.test(
        text.slice(Math.max(0, node.start - 200), node.start),
      ),
  );
  const [only] = found;
  if (found.length !== 1 || only?.type !== 'VariableDeclaration') return undefined;
  const init = only.declarations[0]?.init;
  return init?.type === 'ObjectExpression' ? init : undefined;
}

function isModuleExports(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

function objectOf(value: Node, tree: Program): ObjectNode | undefined {
  if (value.type === 'ObjectExpression') return value;
  if (value.type === 'TSSatisfiesExpression') return objectOf(value.expression, tree);
  if (value.type !== 'Identifier') return undefined;
  const { name } = value;
  const [made] = nodesWhere(
    tree,
    (node) =>
      node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === name,
  );
  const init = made?.type === 'VariableDeclarator' ? made.init : undefined;
  return init?.type === 'ObjectExpression' ? init : undefined;
}
