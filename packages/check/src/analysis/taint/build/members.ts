import type { MemberExpression, Node } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import { type Cured, cured, everything, nothing } from '../harms.ts';
import { anyField } from '../objects.ts';
import { type Builder, keyOf } from './builder.ts';
import { constantOf } from './constants.ts';

/** Name of the property, or the one that stands for any. */
export function propertyOf(node: MemberExpression, builder: Builder): string {
  if (!node.computed)
    return node.property.type === 'PrivateIdentifier'
      ? `#${node.property.name}`
      : (node.property as { name: string }).name;
  const constant = constantOf(node.property, builder.scope);
  if (constant !== undefined) return String(constant);
  return symbolName(node.property, builder) ?? anyField;
}

/** `this[kState]`: a key that the file imports, or makes once, is a name like any other. */
function symbolName(key: Node, builder: Builder): string | undefined {
  const binding = key.type === 'Identifier' ? builder.scope.find(key.name) : undefined;
  const isFixed = binding?.isConstant === true && (binding.isImport || isSymbol(binding.initial));
  return isFixed ? `@${binding.name}` : undefined;
}

function isSymbol(initial: Node | undefined): boolean {
  return (
    initial?.type === 'CallExpression' &&
    ((initial.callee.type === 'Identifier' && initial.callee.name === 'Symbol') ||
      (initial.callee.type === 'MemberExpression' &&
        initial.callee.object.type === 'Identifier' &&
        initial.callee.object.name === 'Symbol'))
  );
}

/** A property that is read. */
export function memberExpression(builder: Builder, node: MemberExpression): NodeId {
  if (node.computed) builder.value(node.property);
  const key = pathKey(builder, node);
  const checked = key === undefined ? undefined : builder.environment.get(key);
  if (checked !== undefined) return checked;
  const base = builder.value(node.object);
  const property = propertyOf(node, builder);
  if (property === 'length') return builder.node(node);
  return builder.load(base, property, node, cureOfPart(builder, node.object, property));
}

/** Of a parsed address some parts hold no sign that means something elsewhere, or say nothing of where it leads. */
function cureOfPart(builder: Builder, of: Node, property: string): Cured {
  const made = of.type === 'Identifier' ? builder.scope.find(of.name)?.initial : of;
  const isAddress =
    made?.type === 'NewExpression' &&
    made.callee.type === 'Identifier' &&
    made.callee.name === 'URL';
  if (!isAddress) return nothing;
  if (property === 'protocol' || property === 'port') return everything;
  return property === 'search' || property === 'hash' ? cured('html') : nothing;
}

/** Name of a variable or of a path from one, `b3.query.id`, in the environment. */
export function pathKey(builder: Builder, node: Node): string | undefined {
  switch (node.type) {
    case 'Identifier': {
      const binding = builder.scope.find(node.name);
      return binding && keyOf(binding);
    }
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const base = pathKey(builder, node.object);
      if (base === undefined) return undefined;
      const property = propertyOf(node, builder);
      return property === anyField ? undefined : `${base}.${property}`;
    }
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return pathKey(builder, node.expression);
    default:
      return undefined;
  }
}
