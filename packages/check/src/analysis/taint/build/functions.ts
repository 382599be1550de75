import type {
  ArrowFunctionExpression,
  Function as FunctionNode,
  Node,
  ParamPattern,
} from 'oxc-parser';
import type { FunctionFacts, NodeId } from '../flow-graph.ts';
import { assignTo } from './assignments.ts';
import type { Builder } from './builder.ts';
import { givenNames } from './entry-points.ts';
import { namesIn } from './scope.ts';
import { openBlock, openVars } from './declarations.ts';
import { noteKeyed } from './keys.ts';
import { typeOf } from './types.ts';

type Callable = FunctionNode | ArrowFunctionExpression;

/** A function as a value; its body is built where it stands. */
export function functionValue(builder: Builder, node: Callable): NodeId {
  const made = builder.node(node);
  const name = node.type === 'ArrowFunctionExpression' ? undefined : node.id?.name;
  const facts = builder.newFunction(name, node);
  builder.give(made, builder.things.function(facts));
  buildBody(builder, node, facts);
  return made;
}

/** Builds what a function does; `self` is what `this` is for methods. */
export function buildBody(
  builder: Builder,
  node: Callable,
  facts: FunctionFacts,
  self?: NodeId,
): void {
  if (!node.body) return;
  const outer = {
    environment: builder.environment,
    fn: builder.fn,
    fnStart: builder.fnStart,
    self: builder.self,
    loops: builder.loops.splice(0),
  };
  builder.fn = facts;
  builder.fnStart = node.start;
  builder.environment = builder.kept();
  if (node.type !== 'ArrowFunctionExpression') {
    if (self !== undefined) builder.graph.flow(self, facts.self);
    builder.self = facts.self;
  }
  builder.inScope(() => {
    for (const param of node.params) declareNames(builder, param);
    for (const [index, param] of node.params.entries()) parameter(builder, facts, param, index);
    givenNames(builder, facts, node);
    body(builder, node, facts);
  });
  builder.environment = outer.environment;
  builder.fn = outer.fn;
  builder.fnStart = outer.fnStart;
  builder.self = outer.self;
  builder.loops.push(...outer.loops);
}

function declareNames(builder: Builder, param: ParamPattern): void {
  for (const name of namesIn(param)) builder.declare(name, param);
}

function parameter(
  builder: Builder,
  facts: FunctionFacts,
  param: ParamPattern,
  index: number,
): void {
  const node = builder.node(param);
  if (param.type === 'RestElement') {
    const list = builder.object(param);
    builder.store(list, '*', node);
    facts.rest = node;
    assignTo(builder, param.argument, list);
    return;
  }
  facts.params[index] = node;
  const plain = param.type === 'TSParameterProperty' ? param.parameter : param;
  const named = plain.type === 'AssignmentPattern' ? plain.left : plain;
  facts.paramNames[index] = named.type === 'Identifier' ? named.name : undefined;
  if ('typeAnnotation' in named && named.typeAnnotation)
    typeOf(builder, named.typeAnnotation.typeAnnotation, node);
  assignTo(builder, param, node);
}

function body(builder: Builder, node: Callable, facts: FunctionFacts): void {
  const inner = node.body as Node;
  if (inner.type !== 'BlockStatement') {
    builder.graph.flow(builder.value(inner), facts.returned);
    return;
  }
  openVars(builder, inner.body);
  openBlock(builder, inner.body);
  for (const statement of inner.body) {
    if (builder.statement(statement) !== 'goes on') break;
    noteKeyed(builder, inner.body, statement);
  }
}
