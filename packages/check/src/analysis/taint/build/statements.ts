import type { Node, SwitchStatement, TryStatement } from 'oxc-parser';
import { everything } from '../harms.ts';
import { anyField } from '../objects.ts';
import { assignTo } from './assignments.ts';
import { backToLoop, branch, type Branch, join } from './branches.ts';
import { type Builder, type Ending, keyOf } from './builder.ts';
import { classValue } from './classes.ts';
import { openBlock } from './declarations.ts';
import { noteKeyed } from './keys.ts';
import { refineBy, refineByCall } from './guards.ts';
import { pathKey } from './members.ts';
import { exportDeclaration } from './exports.ts';
import { assignedIn, namesIn } from './scope.ts';
import { typeOf } from './types.ts';

/** Builds a statement, and tells how it ends. */
export function statement(builder: Builder, node: Node): Ending {
  switch (node.type) {
    case 'ExpressionStatement':
      builder.value(node.expression);
      refineByCall(builder, node.expression);
      return isExit(node.expression) ? 'leaves' : 'goes on';
    case 'VariableDeclaration':
      for (const one of node.declarations) declarator(builder, one);
      return 'goes on';
    case 'ReturnStatement':
      if (node.argument) builder.graph.flow(builder.value(node.argument), builder.fn.returned);
      return 'leaves';
    case 'ThrowStatement':
      builder.value(node.argument);
      return 'leaves';
    case 'BreakStatement':
    case 'ContinueStatement':
      backToLoop(builder);
      return 'jumps';
    case 'BlockStatement':
      return builder.inScope(() => block(builder, node.body));
    case 'IfStatement':
      return ifStatement(builder, node);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return builder.inScope(() => loop(builder, node));
    case 'SwitchStatement':
      return switchStatement(builder, node);
    case 'TryStatement':
      return tryStatement(builder, node);
    case 'LabeledStatement':
      return builder.statement(node.body);
    case 'ClassDeclaration': {
      const value = classValue(builder, node);
      const binding = node.id && builder.scope.find(node.id.name);
      if (binding) builder.graph.flow(value, binding.node);
      return 'goes on';
    }
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
    case 'TSExportAssignment':
      exportDeclaration(builder, node);
      return 'goes on';
    default:
      return 'goes on';
  }
}

function block(builder: Builder, body: readonly Node[]): Ending {
  openBlock(builder, body);
  for (const one of body) {
    const ending = builder.statement(one);
    if (ending !== 'goes on') return ending;
    noteKeyed(builder, body, one);
  }
  return 'goes on';
}

/** `process.exit()` ends what follows as `throw` does. */
function isExit(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'process' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'exit'
  );
}

function declarator(
  builder: Builder,
  { id, init }: Extract<Node, { type: 'VariableDeclarator' }>,
): void {
  const value = init ? builder.value(init) : builder.node(id);
  if (id.type === 'Identifier') {
    const binding = builder.scope.find(id.name);
    if (binding?.isConstant && init) binding.initial ??= init;
    if (id.typeAnnotation) typeOf(builder, id.typeAnnotation.typeAnnotation, value);
  }
  assignTo(builder, id, value);
}

function ifStatement(builder: Builder, node: Extract<Node, { type: 'IfStatement' }>): Ending {
  builder.value(node.test);
  const start = builder.environment;
  const ways = builder.under(node.test, () => [
    branch(builder, start, () => {
      refineBy(builder, node.test, true);
      return builder.statement(node.consequent);
    }),
    branch(builder, start, () => {
      refineBy(builder, node.test, false);
      return node.alternate ? builder.statement(node.alternate) : 'goes on';
    }),
  ]);
  return join(builder, ways, node);
}

type Loop = Extract<
  Node,
  {
    type:
      | 'ForStatement'
      | 'WhileStatement'
      | 'DoWhileStatement'
      | 'ForInStatement'
      | 'ForOfStatement';
  }
>;

function loop(builder: Builder, node: Loop): Ending {
  if (node.type === 'ForStatement' && node.init) {
    if (node.init.type === 'VariableDeclaration') {
      openBlock(builder, [node.init]);
      builder.statement(node.init);
    } else builder.value(node.init);
  }
  const source =
    node.type === 'ForOfStatement' || node.type === 'ForInStatement'
      ? builder.value(node.right)
      : undefined;
  enterLoop(builder, node);
  const before = builder.environment;
  branch(builder, before, () => {
    if (source !== undefined && 'left' in node) {
      const element = builder.load(source, anyField, node.left);
      if (node.left.type === 'VariableDeclaration') {
        openBlock(builder, [node.left]);
        const id = node.left.declarations[0]?.id;
        if (id) assignTo(builder, id, element);
      } else assignTo(builder, node.left, element);
    }
    if ('test' in node && node.test) {
      builder.value(node.test);
      refineBy(builder, node.test, true);
    }
    const ending = builder.statement(node.body);
    if (node.type === 'ForStatement' && node.update) builder.value(node.update);
    backToLoop(builder);
    return ending;
  });
  builder.loops.pop();
  builder.environment = before;
  return 'goes on';
}

/** Variables that a loop assigns to hold, at its head, what they held before and after each round. */
function enterLoop(builder: Builder, node: Node): void {
  const heads = new Map<string, number>();
  for (const name of assignedIn(node)) {
    const binding = builder.scope.find(name);
    const key = binding && keyOf(binding);
    const now = key === undefined ? undefined : builder.environment.get(key);
    if (key === undefined || now === undefined) continue;
    const head = builder.node(node);
    builder.graph.flow(now, head);
    builder.environment.set(key, head);
    heads.set(key, head);
  }
  builder.loops.push(heads);
}

function switchStatement(builder: Builder, node: SwitchStatement): Ending {
  const value = builder.value(node.discriminant);
  const key = pathKey(builder, node.discriminant);
  const start = builder.environment;
  const ways: Branch[] = [];
  let falling: Branch | undefined;
  for (const one of node.cases) {
    if (one.test) builder.value(one.test);
    const way = branch(builder, falling?.environment ?? start, () => {
      // In a case the value is one of those that the code names.
      if (key !== undefined && one.test) builder.refine(key, value, everything, one);
      return builder.under(one.test ?? node.discriminant, () =>
        builder.inScope(() => block(builder, one.consequent)),
      );
    });
    falling = way.ending === 'goes on' && one.consequent.length > 0 ? way : undefined;
    if (way.ending === 'jumps') ways.push({ ...way, ending: 'goes on' });
    else if (way.ending === 'leaves') ways.push(way);
  }
  if (falling) ways.push(falling);
  if (node.cases.every(({ test }) => test !== null))
    ways.push({ environment: start, ending: 'goes on' });
  return ways.length === 0 ? 'goes on' : join(builder, ways, node);
}

function tryStatement(builder: Builder, node: TryStatement): Ending {
  const start = builder.environment;
  const tried = branch(builder, start, () => builder.statement(node.block));
  const ways = [tried];
  if (node.handler) {
    const { param, body } = node.handler;
    // It may have failed at any point: before the first assignment or after the last.
    join(
      builder,
      [
        { environment: start, ending: 'goes on' },
        { ...tried, ending: 'goes on' },
      ],
      node,
    );
    ways.push(
      branch(builder, builder.environment, () =>
        builder.inScope(() => {
          if (param) for (const name of namesIn(param)) builder.declare(name, param);
          return builder.statement(body);
        }),
      ),
    );
  }
  const ending = join(builder, ways, node);
  if (!node.finalizer) return ending;
  const last = builder.statement(node.finalizer);
  return last === 'goes on' ? ending : last;
}
