import type { CallExpression, NewExpression, Node } from 'oxc-parser';
import { type Cured, cured, everything, nothing } from '../harms.ts';
import type { NodeId } from '../flow-graph.ts';
import { anyField, entryField } from '../objects.ts';
import type { Builder } from './builder.ts';
import { constantOf, patternOf } from './constants.ts';
import { cureOfMatching, cureOfReplacing } from './patterns.ts';

/** A call of a method whose receiver may be anything. */
export interface MethodCall {
  readonly receiver: NodeId;
  readonly method: string;
  readonly args: readonly NodeId[];
  readonly result: NodeId;
  readonly node: CallExpression | NewExpression;
}

type Model = (builder: Builder, call: MethodCall) => void;

const elementOf = (builder: Builder, { receiver, node }: MethodCall): NodeId =>
  builder.load(receiver, anyField, node);

/** The callback sees each element; what it makes of them is not kept. */
const eachElement: Model = (builder, call) => {
  const [callback] = call.args;
  if (callback !== undefined) builder.invoke(callback, [elementOf(builder, call)], call.node);
};

const pickElement: Model = (builder, call) => {
  eachElement(builder, call);
  builder.graph.flow(elementOf(builder, call), call.result);
};

const keepElements: Model = (builder, call) => {
  eachElement(builder, call);
  builder.graph.flow(call.receiver, call.result);
};

const mapElements: Model = (builder, call) => {
  const [callback] = call.args;
  if (callback === undefined) return;
  const made = builder.invoke(callback, [elementOf(builder, call)], call.node);
  const list = builder.object(call.node);
  builder.store(list, anyField, made);
  if (call.method === 'flatMap') builder.graph.use(made, { kind: 'spread', to: list });
  builder.graph.flow(list, call.result);
};

const addElements: Model = (builder, { receiver, args, node }) => {
  if (isOfOwnClass(builder, node)) return;
  for (const [index, arg] of args.entries())
    builder.store(
      receiver,
      anyField,
      isValueOfOption(builder, node, index) ? cureOption(builder, arg, node) : arg,
    );
};

/** `list.push('-C', text)`: what is added together with an option is its value, and no option itself. */
function isValueOfOption(
  builder: Builder,
  node: CallExpression | NewExpression,
  index: number,
): boolean {
  const before = node.arguments[index - 1];
  const option = before && constantOf(before, builder.scope);
  return typeof option === 'string' && /^--?[\w-]+$/.test(option);
}

function cureOption(builder: Builder, arg: NodeId, node: Node): NodeId {
  const value = builder.node(node);
  builder.graph.flow(arg, value, cured('argument'));
  return value;
}

/** `const names = new Names()` of a class in this file: its own method says what it does. */
function isOfOwnClass(builder: Builder, { callee }: CallExpression | NewExpression): boolean {
  const receiver = callee.type === 'MemberExpression' ? callee.object : undefined;
  const binding = receiver?.type === 'Identifier' ? builder.scope.find(receiver.name) : undefined;
  if (binding?.initial?.type !== 'NewExpression') return false;
  let made: Node = binding.initial.callee;
  while (made.type === 'MemberExpression') made = made.object;
  const own = made.type === 'Identifier' ? builder.scope.find(made.name) : undefined;
  return own !== undefined && own.isImport !== true && own.initial === undefined;
}

const continueAfter: Model = (builder, { receiver, args, result, node }) => {
  const [done] = args;
  if (done === undefined) return;
  builder.graph.flow(builder.invoke(done, [receiver], node), result);
};

const thenAfter: Model = (builder, call) => {
  continueAfter(builder, call);
  const [, failed] = call.args;
  if (failed !== undefined) builder.graph.flow(builder.invoke(failed, [], call.node), call.result);
};

const passOn: Model = (builder, { receiver, args, result, node }) => {
  builder.graph.flow(receiver, result);
  const [handler] = args;
  if (handler !== undefined) builder.graph.flow(builder.invoke(handler, [], node), result);
};

/** Text made of everything that the receiver holds. */
const readAll: Model = (builder, { receiver, args, result }) => {
  builder.graph.use(receiver, { kind: 'deep', to: result, depth: 2 });
  builder.graph.derive(receiver, result, cured('nosql'));
  for (const arg of args) builder.graph.derive(arg, result);
  builder.graph.use(receiver, { kind: 'text', to: result });
};

/** A value that is neither the receiver nor made of it in a way that could do harm. */
const harmless: Model = () => undefined;

const models: Readonly<Record<string, Model>> = {
  catch: passOn,
  finally: passOn,
  forEach: eachElement,
  some: eachElement,
  every: eachElement,
  findIndex: eachElement,
  find: pickElement,
  findLast: pickElement,
  filter: keepElements,
  sort: (builder, { receiver, result }) => builder.graph.flow(receiver, result),
  reverse: (builder, { receiver, result }) => builder.graph.flow(receiver, result),
  map: mapElements,
  flatMap: mapElements,
  reduce: (builder, call) => {
    const [callback, initial] = call.args;
    if (callback === undefined) return;
    const sum = builder.node(call.node);
    if (initial !== undefined) builder.graph.flow(initial, sum);
    builder.graph.flow(builder.invoke(callback, [sum, elementOf(builder, call)], call.node), sum);
    builder.graph.flow(sum, call.result);
  },
  push: addElements,
  unshift: addElements,
  add: addElements,
  set: (builder, { receiver, args }) => {
    const [, value] = args;
    if (value !== undefined) builder.store(receiver, anyField, value);
  },
  get: (builder, { receiver, result, node }) =>
    builder.graph.flow(builder.load(receiver, entryField, node), result),
  at: pickElement,
  pop: (builder, call) => {
    const last = elementOf(builder, call);
    builder.graph.flow(last, call.result, isLastName(call, builder) ? cured('path') : nothing);
  },
  shift: (builder, call) => builder.graph.flow(elementOf(builder, call), call.result),
  join: readAll,
  concat: (builder, call) => {
    readAll(builder, call);
    const list = builder.object(call.node);
    for (const one of [call.receiver, ...call.args])
      builder.graph.use(one, { kind: 'spread', to: list });
    builder.graph.flow(list, call.result);
  },
  flat: (builder, { receiver, result }) => {
    builder.graph.flow(receiver, result);
    builder.graph.use(receiver, { kind: 'deep', to: result, depth: 1 });
  },
  slice: (builder, { receiver, result }) => builder.graph.flow(receiver, result),
  match: matchText,
  replace: replaceIn,
  replaceAll: replaceIn,
  toString: encoded,
  call: (builder, { receiver, args, result, node }) =>
    builder.graph.flow(builder.invoke(receiver, args.slice(1), node), result),
  apply: (builder, { receiver, args, result, node }) => {
    const [, list] = args;
    const given =
      list === undefined ? [] : [0, 1, 2].map((at) => builder.load(list, String(at), node));
    builder.graph.flow(builder.invoke(receiver, given, node), result);
  },
  bind: (builder, { receiver, result }) => builder.graph.flow(receiver, result),
  includes: harmless,
  startsWith: harmless,
  endsWith: harmless,
  indexOf: harmless,
  lastIndexOf: harmless,
  test: harmless,
  has: harmless,
  hasOwnProperty: harmless,
  // One sign changes no structure in a way that is of use to anybody.
  charAt: harmless,
  charCodeAt: harmless,
  codePointAt: harmless,
  localeCompare: harmless,
  equals: harmless,
  search: harmless,
  getTime: harmless,
  digest: harmless,
  toFixed: harmless,
};

/** `name.match(/^[\w-]+$/)`: what came of it is what fits; and of `/^([^.]+)\.example\.com$/` what leads to that site. */
function matchText(builder: Builder, { receiver, result, node }: MethodCall): void {
  const [first] = node.arguments;
  const found = first && patternOf(first, builder.scope);
  const isHost = found !== undefined && /^\^.*\\\.[\w-]+\\\.[a-z]{2,}\$$/.test(found.pattern);
  const whole = found === undefined ? nothing : cureOfMatching(found.pattern, found.flags);
  const site = isHost ? cured('ssrf', 'redirect') : nothing;
  builder.graph.derive(receiver, result, cured('nosql') | whole | site);
}

/** Letters and digits only: in base 64 a `/` is left, which parts paths, and which no page minds. */
const encodings: Readonly<Record<string, Cured>> = {
  hex: everything,
  base64url: everything,
  base64: everything & ~cured('path', 'redirect'),
};

function encoded(builder: Builder, { receiver, result, node }: MethodCall): void {
  const [first] = node.arguments;
  const encoding = first && constantOf(first, builder.scope);
  const cure = typeof encoding === 'string' ? (encodings[encoding] ?? nothing) : nothing;
  builder.graph.derive(receiver, result, cure | cured('nosql'));
}

/** `path.split('/').pop()`: a name in a folder, or the folder above, which is no file. */
function isLastName({ node }: MethodCall, builder: Builder): boolean {
  const list = node.callee.type === 'MemberExpression' ? node.callee.object : undefined;
  if (list?.type !== 'CallExpression' || list.callee.type !== 'MemberExpression') return false;
  const { property } = list.callee;
  const [by] = list.arguments;
  return (
    property.type === 'Identifier' &&
    property.name === 'split' &&
    by !== undefined &&
    constantOf(by, builder.scope) === '/'
  );
}

function modelOf(method: string): Model | undefined {
  return Object.hasOwn(models, method) ? models[method] : undefined;
}

/** What calls of well-known methods do, whoever the receiver is: of arrays, texts, maps and promises. */
export function knownMethod(builder: Builder, call: MethodCall): void {
  // Not in the table: an object with a `then` is taken for a promise.
  const model = call.method === 'then' ? thenAfter : modelOf(call.method);
  if (model) model(builder, call);
  else if (!isFirstSign(builder, call))
    builder.graph.derive(call.receiver, call.result, cureOf(call.method));
}

/** `substring(0, 1)`; `slice` is one of lists too. */
function isFirstSign(builder: Builder, { method, node }: MethodCall): boolean {
  if (!/^substr(?:ing)?$/.test(method)) return false;
  const [from, to] = node.arguments.map((one) => constantOf(one, builder.scope));
  return from === 0 && to === 1;
}

function cureOf(method: string): number {
  if (
    /^(?:to(?:Upper|Lower)Case|trim\w*|split|match|substr(?:ing)?|normalize|padStart|padEnd|repeat)$/.test(
      method,
    )
  )
    return cured('nosql');
  return nothing;
}

function replaceIn(builder: Builder, { receiver, args, result, node }: MethodCall): void {
  const [search, replacement] = node.arguments;
  const pattern = search && patternOf(search, builder.scope);
  const text = search && constantOf(search, builder.scope);
  const by = replacement && constantOf(replacement, builder.scope);
  const isAll =
    pattern?.flags.includes('g') === true ||
    (node.callee.type === 'MemberExpression' &&
      node.callee.property.type === 'Identifier' &&
      node.callee.property.name === 'replaceAll');
  const source = pattern?.pattern ?? (typeof text === 'string' ? escapeText(text) : undefined);
  const cure =
    isAll && source !== undefined
      ? cureOfReplacing(source, typeof by === 'string' ? by : undefined)
      : nothing;
  builder.graph.derive(receiver, result, cure | cured('nosql'));
  builder.graph.use(receiver, { kind: 'text', to: result });
  const [, filled] = args;
  if (filled !== undefined && cure !== everything) builder.graph.derive(filled, result);
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
