import type { ArrayPattern, Node } from 'oxc-parser';
import type { Builder } from './builder.ts';
import { blockNames, hoistedNames, namesIn } from './scope.ts';

/** A variable is no step on a value's way: where it is written and read is. */
const nowhere = { start: 0, end: 0 };

/** Declares the `var`s of a function. */
export function openVars(builder: Builder, body: readonly Node[]): void {
  for (const name of hoistedNames(body))
    if (!builder.scope.own(name)) builder.declare(name, nowhere);
}

function isRequire(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'require'
  );
}

function markImport(builder: Builder, name: string): void {
  const binding = builder.scope.find(name);
  if (binding) binding.isImport = true;
}

/** `const [a, b] = await Promise.all([f(), g()])`: each comes out of its own call. */
function markTogether(builder: Builder, { elements }: ArrayPattern, init: Node): void {
  const call = init.type === 'AwaitExpression' ? init.argument : init;
  if (call.type !== 'CallExpression') return;
  const [list] = call.arguments;
  if (list?.type !== 'ArrayExpression') return;
  for (const [index, element] of elements.entries()) {
    const from = list.elements[index];
    const part = element?.type === 'Identifier' ? builder.scope.find(element.name) : undefined;
    if (part?.isConstant && from) part.outcomeOf ??= from;
  }
}

/** Declares what a block declares for itself; its functions are there from the start. */
export function openBlock(builder: Builder, body: readonly Node[]): void {
  for (const [name, isConst] of blockNames(body))
    if (!builder.scope.own(name)) builder.declare(name, nowhere, isConst);
  const declared = body.map(
    (node) =>
      ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') &&
        (node.declaration as Node | null)) ||
      node,
  );
  for (const node of declared) {
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of node.declarations) {
      // `const { kState } = require('./symbols')`
      if (id.type === 'ObjectPattern' && init && isRequire(init))
        for (const name of namesIn(id)) markImport(builder, name);
      if (id.type === 'ObjectPattern' && init)
        for (const name of namesIn(id)) {
          const part = builder.scope.find(name);
          if (part?.isConstant) part.outcomeOf ??= init;
        }
      if (id.type === 'ArrayPattern' && init) markTogether(builder, id, init);
      const binding = id.type === 'Identifier' ? builder.scope.find(id.name) : undefined;
      if (binding?.isConstant && init) binding.initial ??= init;
    }
  }
  for (const node of declared) {
    if (node.type !== 'FunctionDeclaration' || !node.id) continue;
    const binding = builder.scope.find(node.id.name);
    if (binding) builder.graph.flow(builder.value(node), binding.node);
  }
}
