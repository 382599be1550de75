import type {
  AssignmentExpression,
  AssignmentTarget,
  BindingPattern,
  Node,
  ParamPattern,
} from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import { cured } from '../harms.ts';
import { anyField } from '../objects.ts';
import type { Builder } from './builder.ts';
import { lambdaEvent } from './lambda.ts';
import { pathKey, propertyOf } from './members.ts';
import { nameOf } from './object-literals.ts';
import { see, sightNamedValue, sightOption } from './sightings.ts';

/** `a = b`, `a += b` and the like. */
export function assign(builder: Builder, node: AssignmentExpression): NodeId {
  const value = builder.value(node.right);
  if (node.operator === '=') {
    assignTo(builder, node.left, value);
    if (node.left.type === 'MemberExpression') {
      const property = propertyOf(node.left, builder);
      sightOption(builder, property, node.right, node);
      if (property === 'handler' && isExports(node.left.object))
        lambdaEvent(builder, value, node.right, node.left);
    }
    return value;
  }
  const made = builder.node(node);
  const before = builder.value(node.left);
  if (node.operator === '+=') {
    builder.graph.derive(before, made);
    builder.graph.derive(value, made);
    builder.graph.use(before, { kind: 'text', to: made });
  } else if (/^(?:\|\||&&|\?\?)=$/.test(node.operator)) {
    builder.graph.flow(before, made);
    builder.graph.flow(value, made);
  }
  assignTo(builder, node.left, made);
  return made;
}

function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'exports'
  );
}

/** `url.hostname = x`: from here on `x` chooses where the address leads, and nothing before it. */
function chooseHost(builder: Builder, address: Node, host: NodeId): void {
  const key = pathKey(builder, address);
  if (key === undefined) return;
  const before = builder.value(address);
  builder.refine(key, before, cured('ssrf', 'redirect'), address);
  builder.graph.derive(host, builder.environment.get(key)!);
}

/** Puts a value where an assignment, a declaration or a parameter says. */
export function assignTo(
  builder: Builder,
  target: AssignmentTarget | BindingPattern | ParamPattern | Node,
  value: NodeId,
): void {
  switch (target.type) {
    case 'Identifier': {
      const binding = builder.scope.find(target.name) ?? builder.declareGlobal(target.name, target);
      builder.write(binding, value, target);
      sightNamedValue(builder, target.name, value, target);
      return;
    }
    case 'MemberExpression': {
      const property = propertyOf(target, builder);
      const base = builder.value(target.object);
      builder.store(base, property, value);
      if (target.computed) builder.value(target.property);
      see(builder, {
        what: 'store',
        node: base,
        other: value,
        text: property,
        start: target.start,
      });
      sightNamedValue(builder, property, value, target);
      if (/^host(?:name)?$/.test(property)) chooseHost(builder, target.object, value);
      return;
    }
    case 'ObjectPattern':
      for (const property of target.properties) {
        if (property.type === 'RestElement') assignTo(builder, property.argument, value);
        else {
          const name = nameOf(property, builder);
          assignTo(builder, property.value, builder.load(value, name, property));
        }
      }
      return;
    case 'ArrayPattern':
      for (const [index, element] of target.elements.entries()) {
        if (!element) continue;
        if (element.type === 'RestElement') assignTo(builder, element.argument, value);
        else assignTo(builder, element, builder.load(value, String(index), element));
      }
      return;
    case 'AssignmentPattern': {
      const either = builder.node(target);
      builder.graph.flow(value, either);
      builder.graph.flow(builder.value(target.right), either);
      assignTo(builder, target.left, either);
      return;
    }
    case 'TSParameterProperty':
      assignTo(builder, target.parameter, value);
      if (builder.self !== undefined && target.parameter.type === 'Identifier')
        builder.store(builder.self, target.parameter.name, value);
      return;
    case 'RestElement':
      assignTo(builder, target.argument, value);
      return;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      assignTo(builder, target.expression, value);
      return;
    default:
      builder.store(value, anyField, value);
  }
}
