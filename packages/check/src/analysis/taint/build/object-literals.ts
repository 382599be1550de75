import type { Node, ObjectExpression } from 'oxc-parser';
import { cured } from '../harms.ts';
import type { NodeId } from '../flow-graph.ts';
import { anyField } from '../objects.ts';
import type { Builder } from './builder.ts';
import { constantOf } from './constants.ts';
import { sightNamedValue, sightOption } from './sightings.ts';

/** An object that is written out; its methods see it as `this`. */
export function objectExpression(builder: Builder, node: ObjectExpression): NodeId {
  const made = builder.object(node);
  // Who asks for certificates is a server: whom it turns away says nothing of whom it trusts.
  const names = new Set(
    node.properties.flatMap((one) => (one.type === 'Property' ? [nameOf(one, builder)] : [])),
  );
  const isOfServer =
    names.has('requestCert') ||
    (((names.has('key') && names.has('cert')) || (names.has('pfx') && names.has('passphrase'))) &&
      ![...names].some((name) => ofClient.test(name)));
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const from = builder.value(property.argument);
      builder.graph.use(from, { kind: 'spread', to: made });
      builder.graph.derive(from, made);
      continue;
    }
    const name = nameOf(property, builder);
    const outer = builder.self;
    if (property.method || property.kind !== 'init') builder.self = made;
    const value = builder.value(property.value);
    builder.self = outer;
    if (property.kind === 'get') {
      builder.store(made, name, builder.invoke(value, [], property));
      continue;
    }
    builder.store(made, name, comparesOnly.test(name) ? compared(builder, value, property) : value);
    sightNamedValue(builder, name, value, property);
    if (!isOfServer) sightOption(builder, name, property.value, property);
  }
  return made;
}

/** A key and a certificate beside none of these are those of a server. */
const ofClient = /^(?:host|hostname|servername|path|port|method|ca|url|uri|user|password)$/;

/** Operators of MongoDB that take a value as it is: an object in it is no operator. */
const comparesOnly = /^\$(?:eq|ne|gte?|lte?|in|nin|all|size)$/;

function compared(builder: Builder, value: NodeId, at: Node): NodeId {
  const made = builder.node(at);
  builder.graph.flow(value, made, cured('nosql'));
  return made;
}

/** The name under which a property is kept. */
export function nameOf(
  property: { readonly key: Node; readonly computed: boolean },
  builder: Builder,
): string {
  const { key, computed } = property;
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  const constant = constantOf(key, builder.scope);
  return constant === undefined ? anyField : String(constant);
}
