import type { BinaryExpression, Node } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import type { Builder, Sighting } from './builder.ts';
import { constantOf } from './constants.ts';

/** Names of values that nobody may be able to guess. */
const secretName =
  /(?:^|[a-z_-])(?:token|secret|password|passwd|passphrase|otp|salt|session_?id|csrf|api_?key|reset_?code|verification_?code|invite_?code|private_?key|encryption_?key)s?$/i;
const notSecret = /(?:count|length|index|max|min|type|name|field|url|expir\w*|ttl|at|size|color)$/i;

/** A value under a name that promises that it cannot be guessed. */
export function sightNamedValue(
  builder: Builder,
  name: string,
  node: NodeId,
  at: { readonly start: number },
): void {
  if (name === '$where') see(builder, { what: 'mongo-where', node, start: at.start });
  if (!secretName.test(name) || notSecret.test(name)) return;
  see(builder, { what: 'named-secret', node, text: name, start: at.start });
}

/** An option that switches the check of certificates off. */
export function sightOption(
  builder: Builder,
  name: string,
  value: Node,
  at: { readonly start: number },
): void {
  const isOff =
    ((name === 'rejectUnauthorized' || name === 'strictSSL') &&
      constantOf(value, builder.scope) === false) ||
    (name === 'NODE_TLS_REJECT_UNAUTHORIZED' &&
      String(constantOf(value, builder.scope) ?? '') === '0');
  if (isOff) see(builder, { what: 'tls-verify-off', node: 0, text: name, start: at.start });
}

/** Two values that are compared, neither of them constant. */
export function sightComparison(
  builder: Builder,
  node: BinaryExpression,
  left: NodeId,
  right: NodeId,
): void {
  if (isPlain(node.left, builder) || isPlain(node.right, builder)) return;
  see(builder, { what: 'comparison', node: left, other: right, start: node.start });
}

function isPlain(node: Node, builder: Builder): boolean {
  return (
    node.type === 'Literal' ||
    node.type === 'UnaryExpression' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'MemberExpression' &&
      node.property.type === 'Identifier' &&
      node.property.name === 'length') ||
    constantOf(node, builder.scope) !== undefined
  );
}

export function see(builder: Builder, sighting: Omit<Sighting, 'file'> & { start: number }): void {
  const { what, node, other, text, start } = sighting;
  builder.parts.sightings.push({
    what,
    node,
    ...(other !== undefined && { other }),
    ...(text !== undefined && { text }),
    file: builder.file,
    start,
  });
}
