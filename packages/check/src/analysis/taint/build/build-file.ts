import type { Node, Program } from 'oxc-parser';
import { assignTo } from './assignments.ts';
import { Builder, type Visitors } from './builder.ts';
import type { ProgramParts } from './program-parts.ts';
import { openBlock, openVars } from './declarations.ts';
import { valueOf } from './expressions.ts';
import { functionValue } from './functions.ts';
import { Assigners } from './scope.ts';
import { statement } from './statements.ts';

const visitors: Visitors = {
  value: (builder, node) =>
    node.type === 'FunctionDeclaration' ? functionValue(builder, node) : valueOf(builder, node),
  statement: (builder, node) => statement(builder, node),
};

/** Adds a file to the graph of the program. */
export function buildFile(
  parts: ProgramParts,
  file: number,
  program: Program,
  isModule: boolean,
): void {
  const builder = new Builder(parts, file, isModule, new Assigners(program), visitors);
  const body = program.body as readonly Node[];
  for (const node of body) {
    if (node.type === 'ImportDeclaration') importDeclaration(builder, node);
    else if (node.type === 'TSImportEqualsDeclaration') importEquals(builder, node);
  }
  openVars(builder, body);
  openBlock(builder, body);
  for (const node of body) builder.statement(node);
}

function importDeclaration(
  builder: Builder,
  node: Extract<Node, { type: 'ImportDeclaration' }>,
): void {
  const module = builder.parts.moduleOf(builder.file, node.source.value);
  for (const one of node.specifiers) {
    builder.declare(one.local.name, one, true).isImport = true;
    if (module === undefined) continue;
    if (one.type === 'ImportNamespaceSpecifier') assignTo(builder, one.local, module);
    else {
      const name =
        one.type === 'ImportDefaultSpecifier'
          ? 'default'
          : one.imported.type === 'Identifier'
            ? one.imported.name
            : one.imported.value;
      assignTo(builder, one.local, builder.load(module, name, one));
    }
  }
}

/** `import x = require('x')` */
function importEquals(
  builder: Builder,
  { id, moduleReference }: Extract<Node, { type: 'TSImportEqualsDeclaration' }>,
): void {
  builder.declare(id.name, id, true);
  if (moduleReference.type !== 'TSExternalModuleReference') return;
  const module = builder.parts.moduleOf(builder.file, moduleReference.expression.value);
  if (module !== undefined) assignTo(builder, id, module);
}
