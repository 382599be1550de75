import type { Node } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import type { Builder } from './builder.ts';
import { classValue } from './classes.ts';
import { lambdaEvent } from './lambda.ts';

type Exporting = Extract<
  Node,
  {
    type:
      | 'ExportNamedDeclaration'
      | 'ExportDefaultDeclaration'
      | 'ExportAllDeclaration'
      | 'TSExportAssignment';
  }
>;

/** What a file exports, under its name. */
export function exportDeclaration(builder: Builder, node: Exporting): void {
  const exported = builder.parts.exportsOf(builder.file);
  switch (node.type) {
    case 'ExportDefaultDeclaration': {
      const value = declared(builder, node.declaration) ?? builder.value(node.declaration);
      builder.store(exported, 'default', value);
      return;
    }
    case 'TSExportAssignment':
      builder.store(exported, 'default', builder.value(node.expression));
      return;
    case 'ExportAllDeclaration': {
      const module = builder.parts.moduleOf(builder.file, node.source.value);
      if (module === undefined) return;
      if (node.exported) builder.store(exported, nameIn(node.exported), module);
      else builder.graph.use(module, { kind: 'extend', to: exported });
      return;
    }
    case 'ExportNamedDeclaration': {
      const module = node.source && builder.parts.moduleOf(builder.file, node.source.value);
      for (const { local, exported: as } of node.specifiers) {
        const name = nameIn(local);
        const value = module ? builder.load(module, name, local) : variable(builder, name);
        if (value !== undefined) builder.store(exported, nameIn(as), value);
      }
      if (!node.declaration) return;
      const declaration = node.declaration as Node;
      if (declaration.type === 'VariableDeclaration') {
        builder.statement(declaration);
        for (const { id, init } of declaration.declarations)
          if (id.type === 'Identifier') {
            const value = variable(builder, id.name);
            if (value === undefined) continue;
            builder.store(exported, id.name, value);
            if (id.name === 'handler') lambdaEvent(builder, value, init ?? undefined, id);
          }
        return;
      }
      const value = declared(builder, declaration);
      if (value !== undefined && 'id' in declaration && declaration.id)
        builder.store(exported, (declaration.id as { name: string }).name, value);
    }
  }
}

/** A function or class that is declared; functions were built at the start of the block. */
function declared(builder: Builder, node: Node): NodeId | undefined {
  if (node.type === 'FunctionDeclaration') {
    if (!node.id) return builder.value(node);
    return variable(builder, node.id.name);
  }
  if (node.type !== 'ClassDeclaration') return undefined;
  const value = classValue(builder, node);
  const binding = node.id && builder.scope.find(node.id.name);
  if (binding) builder.graph.flow(value, binding.node);
  return value;
}

function variable(builder: Builder, name: string): NodeId | undefined {
  return builder.scope.find(name)?.node;
}

function nameIn(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '*';
}
