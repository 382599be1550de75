import type { BinaryExpression, Node } from 'oxc-parser';
import { eachChild } from '../../syntax/walk.ts';
import type { NodeId } from '../flow-graph.ts';
import type { Builder } from './builder.ts';
import type { Sighting } from './program-parts.ts';
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

const environmentSwitch = 'NODE_TLS_REJECT_UNAUTHORIZED';
const lax =
  /self[-_]?signed|insecure|unauthori[sz]ed|verif|validat|strict|lax\b|ssl_?mode|(?:ignore|skip|allow|trust|accept)\w*(?:tls|ssl|cert|invalid)/i;

/** A condition about whether certificates are to be checked: somebody who runs the app chooses. */
function asksForLaxity(test: Node): boolean {
  const name =
    test.type === 'Identifier'
      ? test.name
      : test.type === 'Literal' && typeof test.value === 'string'
        ? test.value
        : '';
  if (lax.test(name)) return true;
  let found = false;
  eachChild(test, (child) => {
    found ||= asksForLaxity(child);
  });
  return found;
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
    (name === environmentSwitch && String(constantOf(value, builder.scope) ?? '') === '0');
  const isChosen = name !== environmentSwitch && builder.tests.some(asksForLaxity);
  const what = isChosen ? 'tls-verify-chosen' : 'tls-verify-off';
  if (isOff) see(builder, { what, node: 0, text: name, start: at.start });
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
