import type { Argument, CallExpression, NewExpression, Node } from 'oxc-parser';
import type { NodeId } from '../flow-graph.ts';
import { anyField } from '../objects.ts';
import type { Builder } from './builder.ts';
import { isBuilt } from './concatenation.ts';
import { constantOf } from './constants.ts';
import { propertyOf } from './members.ts';
import { knownMethod } from './methods.ts';

/** A call or `new`: what is called, with which values, and what becomes of them. */
export function callExpression(builder: Builder, node: CallExpression | NewExpression): NodeId {
  const required = requiredModule(builder, node);
  if (required !== undefined) return required;
  const { callee: target } = node;
  const callee: Node =
    target.type === 'ChainExpression' || target.type === 'TSNonNullExpression'
      ? target.expression
      : target;
  let receiver: NodeId | undefined;
  let method: string | undefined;
  let calleeNode: NodeId;
  if (callee.type === 'MemberExpression') {
    receiver = builder.value(callee.object);
    method = propertyOf(callee, builder);
    if (callee.computed) builder.value(callee.property);
    calleeNode = builder.node(callee);
    builder.graph.use(receiver, { kind: 'load', property: method, to: calleeNode });
  } else calleeNode = builder.value(callee);
  const args = argumentsOf(builder, node.arguments);
  noteContentType(builder, method, node.arguments);
  noteCheck(builder, callee.type === 'Identifier' ? callee.name : method, node);
  const result = builder.node(node);
  const built = new Set(
    node.arguments.flatMap((one, index) => (isBuilt(one, builder) ? [index] : [])),
  );
  builder.call({
    callee: calleeNode,
    receiver: callee.type === 'Super' ? builder.self : receiver,
    method,
    name: callee.type === 'Identifier' ? callee.name : method,
    args: args.nodes,
    spreadAt: args.spreadAt,
    result,
    isNew: node.type === 'NewExpression',
    built,
    start: node.start,
    isWritten: true,
  });
  if (receiver !== undefined && method !== undefined)
    knownMethod(builder, { receiver, method, args: args.nodes, result, node });
  return result;
}

function argumentsOf(
  builder: Builder,
  given: readonly Argument[],
): { nodes: NodeId[]; spreadAt: number | undefined } {
  let spreadAt: number | undefined;
  const nodes = given.map((one, index) => {
    if (one.type !== 'SpreadElement') return builder.value(one);
    spreadAt ??= index;
    return builder.load(builder.value(one.argument), anyField, one);
  });
  return { nodes, spreadAt };
}

/** `require('x')` is what `x` exports. */
function requiredModule(
  builder: Builder,
  { callee, arguments: args }: CallExpression | NewExpression,
): NodeId | undefined {
  if (callee.type !== 'Identifier' || callee.name !== 'require' || builder.scope.find('require'))
    return undefined;
  const name = args[0] && constantOf(args[0], builder.scope);
  return typeof name === 'string' ? builder.parts.moduleOf(builder.file, name) : undefined;
}

/** Names of checks of a value; those of who asks, and how often, say nothing of the value. */
const checkName =
  /^(?:is|has|assert|ensure|check|validate|verify|sanitize|guard|protect|require|reject|deny|block)[A-Z_]\w*|valid|sanit[iy]|safe(?!ty)|signature|timingSafeEqual|allowed|allowlist|whitelist|denylist|blocklist|blacklist/;
const ofSender =
  /auth|permi|access|login|sign(?:ed)?in|session|user|member|admin|owner|role|right|csrf|xsrf|captcha|rate|limit|quota|licen|plan|feature|enabled|empty|array|string|object|number|nil|null|undefined|function|date|error|exist|equal$/i;

function noteCheck(
  builder: Builder,
  name: string | undefined,
  { start, arguments: args }: CallExpression | NewExpression,
): void {
  if (name === undefined || args.length === 0) return;
  if (name === 'timingSafeEqual' || (checkName.test(name) && !ofSender.test(name)))
    builder.fn.checks.push({ name, start });
}

/** Remembers which types of content a function says that it sends. */
function noteContentType(
  builder: Builder,
  method: string | undefined,
  args: readonly Argument[],
): void {
  const first = args[0] && constantOf(args[0], builder.scope);
  if (method === 'type' || method === 'contentType') {
    if (typeof first === 'string') builder.fn.contentTypes.push(first);
    return;
  }
  if (/^(?:set|setHeader|header|append|writeHead)$/.test(method ?? '')) {
    const named = typeof first === 'string' && /^content-type$/i.test(first) ? args[1] : undefined;
    const value = named && constantOf(named, builder.scope);
    if (typeof value === 'string') builder.fn.contentTypes.push(value);
    const object = args.find((one) => one.type === 'ObjectExpression');
    if (object?.type !== 'ObjectExpression') return;
    for (const property of object.properties) {
      if (property.type !== 'Property') continue;
      const name =
        property.key.type === 'Identifier'
          ? property.key.name
          : constantOf(property.key, builder.scope);
      const type = constantOf(property.value, builder.scope);
      if (/^content-type$/i.test(String(name)) && typeof type === 'string')
        builder.fn.contentTypes.push(type);
    }
  }
}
