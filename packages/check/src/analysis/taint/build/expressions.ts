import type { BinaryExpression, Node } from 'oxc-parser';
import { eachChild } from '../../syntax/walk.ts';
import { everything } from '../harms.ts';
import type { NodeId } from '../flow-graph.ts';
import { anyField } from '../objects.ts';
import { branch, join } from './branches.ts';
import type { Builder } from './builder.ts';
import { assign } from './assignments.ts';
import { callExpression } from './calls.ts';
import { classValue } from './classes.ts';
import { concatenation } from './concatenation.ts';
import { constantOf } from './constants.ts';
import { functionValue } from './functions.ts';
import { refineBy } from './guards.ts';
import { memberExpression } from './members.ts';
import { objectExpression } from './object-literals.ts';
import { sightComparison } from './sightings.ts';

const languageNames = new Set(
  'eval Function setTimeout setInterval setImmediate fetch JSON Object Array String Number parseInt parseFloat Boolean BigInt Math Promise encodeURIComponent encodeURI decodeURIComponent decodeURI escape unescape URL URLSearchParams Buffer process globalThis window document structuredClone atob btoa Request Response FormData WebAssembly queueMicrotask Deno Bun $'.split(
    ' ',
  ),
);

/** The node that an expression's value is in. */
export function valueOf(builder: Builder, node: Node): NodeId {
  const { graph } = builder;
  switch (node.type) {
    case 'Identifier':
      return identifier(builder, node.name, node);
    case 'Literal': {
      const made = builder.node(node);
      const { value } = node;
      if ('regex' in node) builder.give(made, builder.things.api('global#RegExp'));
      if (typeof value === 'string' && value.length <= 200) {
        builder.give(made, builder.things.constant(value));
        if (/<[a-z!]/i.test(value)) builder.give(made, builder.things.text('html'));
      } else if (typeof value === 'number' || typeof value === 'boolean')
        builder.give(made, builder.things.constant(value));
      return made;
    }
    case 'TemplateLiteral': {
      const constant = constantOf(node, builder.scope);
      if (constant === undefined) return concatenation(builder, node);
      const made = builder.node(node);
      if (String(constant).length <= 200) builder.give(made, builder.things.constant(constant));
      return made;
    }
    case 'BinaryExpression':
      return binary(builder, node as BinaryExpression);
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return choice(builder, node);
    case 'MemberExpression':
      return memberExpression(builder, node);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return builder.value(node.expression);
    case 'CallExpression':
    case 'NewExpression':
      return callExpression(builder, node);
    case 'AssignmentExpression':
      return assign(builder, node);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionValue(builder, node);
    case 'ClassExpression':
      return classValue(builder, node);
    case 'ObjectExpression':
      return objectExpression(builder, node);
    case 'ArrayExpression': {
      const made = builder.object(node);
      for (const [index, element] of node.elements.entries()) {
        if (!element) continue;
        if (element.type === 'SpreadElement')
          spreadInto(builder, builder.value(element.argument), made);
        else {
          const value = builder.value(element);
          builder.store(made, index < 8 ? String(index) : anyField, value);
        }
      }
      return made;
    }
    case 'AwaitExpression':
    case 'YieldExpression': {
      if (!node.argument) return builder.node(node);
      const value = builder.value(node.argument);
      if (node.type === 'YieldExpression') graph.flow(value, builder.fn.returned);
      return value;
    }
    case 'SequenceExpression': {
      let last = builder.node(node);
      for (const one of node.expressions) last = builder.value(one);
      return last;
    }
    case 'ThisExpression':
      return builder.self ?? builder.node(node);
    case 'Super':
      return builder.self ?? builder.node(node);
    case 'UnaryExpression': {
      const value = builder.value(node.argument);
      const made = builder.node(node);
      if (node.operator === '+' || node.operator === '-') graph.derive(value, made, everything);
      return made;
    }
    case 'TaggedTemplateExpression':
      return tagged(builder, node);
    case 'ImportExpression': {
      const name = constantOf(node.source, builder.scope);
      const source = builder.value(node.source);
      const module =
        typeof name === 'string' ? builder.parts.moduleOf(builder.file, name) : undefined;
      if (module !== undefined) return module;
      const callee = builder.api('global.import', node);
      return builder.invoke(callee, [source], node);
    }
    default: {
      // JSX, metadata and whatever else: look inside, make nothing of it.
      eachChild(node, (child) => {
        if (/Expression|Identifier$|Literal|JSX/.test(node.type + child.type)) builder.value(child);
      });
      return builder.node(node);
    }
  }
}

function identifier(builder: Builder, name: string, node: Node): NodeId {
  const binding = builder.scope.find(name);
  if (binding) return builder.read(binding);
  if (name === 'module' && !builder.isModule) return builder.parts.moduleObject(builder.file);
  if (name === 'exports' && !builder.isModule) return builder.parts.exportsOf(builder.file);
  if (name === 'require') return builder.api('global.require', node);
  return languageNames.has(name) ? builder.api(`global.${name}`, node) : builder.node(node);
}

function binary(builder: Builder, node: BinaryExpression): NodeId {
  if (node.operator === '+') {
    const constant = constantOf(node, builder.scope);
    if (constant === undefined) return concatenation(builder, node);
    const made = builder.node(node);
    if (String(constant).length <= 200) builder.give(made, builder.things.constant(constant));
    return made;
  }
  const left = builder.value(node.left);
  const right = builder.value(node.right);
  const made = builder.node(node);
  if (/^[!=]==?$/.test(node.operator)) sightComparison(builder, node, left, right);
  else if (/^[-*/%|&^]|<<|>>/.test(node.operator)) {
    // A sum of numbers: harmless as text, yet as random as what it is made of.
    builder.graph.derive(left, made, everything);
    builder.graph.derive(right, made, everything);
  }
  return made;
}

function choice(
  builder: Builder,
  node: Extract<Node, { type: 'LogicalExpression' | 'ConditionalExpression' }>,
): NodeId {
  const made = builder.node(node);
  const start = builder.environment;
  const run = (one: Node) => (): 'goes on' => {
    builder.graph.flow(builder.value(one), made);
    return 'goes on';
  };
  if (node.type === 'LogicalExpression') {
    const left = builder.value(node.left);
    if (node.operator !== '&&') builder.graph.flow(left, made);
    const before = builder.environment;
    const right = branch(builder, before, () => {
      refineBy(builder, node.left, node.operator === '&&');
      return run(node.right)();
    });
    join(builder, [{ environment: before, ending: 'goes on' }, right], node);
    return made;
  }
  builder.value(node.test);
  const after = builder.environment ?? start;
  const ways = builder.under(node.test, () => [
    branch(builder, after, () => {
      refineBy(builder, node.test, true);
      return isOneOfList(builder, node) ? 'goes on' : run(node.consequent)();
    }),
    branch(builder, after, () => {
      refineBy(builder, node.test, false);
      return run(node.alternate)();
    }),
  ]);
  join(builder, ways, node);
  return made;
}

/** `['png', 'jpg'].includes(f(x)) ? f(x) : 'png'`: what was tested is computed again, word for word. */
function isOneOfList(
  builder: Builder,
  { test, consequent }: Extract<Node, { type: 'ConditionalExpression' }>,
): boolean {
  if (test.type !== 'CallExpression' || test.callee.type !== 'MemberExpression') return false;
  const { object, property } = test.callee;
  const [tested] = test.arguments;
  if (!tested || object.type !== 'ArrayExpression' || property.type !== 'Identifier') return false;
  const isConstant = object.elements.every(
    (one) => one !== null && constantOf(one, builder.scope) !== undefined,
  );
  return isConstant && property.name === 'includes' && codeOf(tested) === codeOf(consequent);
}

/** What the code says, wherever it stands. */
function codeOf(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === 'start' || key === 'end' ? undefined : value,
  );
}

/** The tag decides what becomes of the holes; without knowing it nothing follows but for `String.raw`. */
function tagged(
  builder: Builder,
  node: Extract<Node, { type: 'TaggedTemplateExpression' }>,
): NodeId {
  const isRaw =
    node.tag.type === 'MemberExpression' &&
    node.tag.object.type === 'Identifier' &&
    node.tag.object.name === 'String';
  if (isRaw) return concatenation(builder, node.quasi);
  const callee = builder.value(node.tag);
  const strings = builder.object(node.quasi);
  const holes = node.quasi.expressions.map((hole) => builder.value(hole));
  return builder.invoke(callee, [strings, ...holes], node);
}

/** Fields and taint of `from` become those of the object `into`. */
function spreadInto(builder: Builder, from: NodeId, into: NodeId): void {
  builder.graph.use(from, { kind: 'spread', to: into });
  builder.graph.derive(from, into);
}
