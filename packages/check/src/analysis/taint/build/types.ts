import type { Node, TSType } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import type { Builder } from './builder.ts';

/** What a type annotation tells: an instance of the class that it names arrives at `to`. */
export function typeOf(builder: Builder, type: TSType, to: NodeId): void {
  switch (type.type) {
    case 'TSTypeReference': {
      const named = entity(builder, type.typeName);
      if (named !== undefined) builder.graph.use(named, { kind: 'instance', to });
      const isWrapped =
        type.typeName.type === 'Identifier' && /^(?:Promise|Readonly)$/.test(type.typeName.name);
      const inner = isWrapped ? type.typeArguments?.params[0] : undefined;
      if (inner) typeOf(builder, inner, to);
      return;
    }
    case 'TSUnionType':
      for (const one of type.types) typeOf(builder, one, to);
      return;
    case 'TSParenthesizedType':
      typeOf(builder, type.typeAnnotation, to);
      return;
    case 'TSTypeQuery':
    default:
  }
}

function entity(builder: Builder, name: Node): NodeId | undefined {
  if (name.type === 'Identifier') {
    const binding = builder.scope.find(name.name);
    if (binding) return binding.node;
    return /^(?:Request|URL|Response)$/.test(name.name)
      ? builder.api(`global.${name.name}`, name)
      : undefined;
  }
  if (name.type !== 'TSQualifiedName') return undefined;
  const base = entity(builder, name.left);
  if (base === undefined) return undefined;
  const to = builder.node(name);
  builder.graph.use(base, { kind: 'load', property: name.right.name, to });
  return to;
}
