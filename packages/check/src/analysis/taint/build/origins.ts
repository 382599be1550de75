import type { CallExpression, Node } from 'oxc-parser';
import { type Cured, cured, everything } from '../harms.ts';
import type { Builder } from './builder.ts';

/** A value that another was computed from, and what a check of the other tells of it. */
export interface Origin {
  readonly of: Node;
  readonly tells: Cured;
}

const deepest = 3;
const whereItLeads = cured('ssrf', 'redirect');

/** What was looked at when `node` is: of `path.relative(root, x)` it is `x`, of `new URL(x).hostname` where `x` leads. */
export function originsOf(builder: Builder, node: Node, depth = 0): Origin[] {
  const own = madeOf(builder, node);
  if (depth >= deepest) return own;
  const further = own.flatMap(({ of, tells }) =>
    originsOf(builder, of, depth + 1).map((one) => ({ of: one.of, tells: one.tells & tells })),
  );
  return [...own, ...further];
}

function madeOf(builder: Builder, node: Node): Origin[] {
  const made = bare(constantInitial(builder, node) ?? node);
  if (made.type === 'CallExpression') {
    const method = methodOf(made) ?? '';
    const last = made.arguments.at(-1);
    if (method === 'replace' && made.callee.type === 'MemberExpression')
      return [{ of: made.callee.object, tells: cured('path') }];
    if (last === undefined) return [];
    if (/^(?:realpath(?:Sync)?|resolve|normalize)$/.test(method))
      return [{ of: last, tells: cured('path') }];
    return method === 'relative' || method === 'Number' ? [{ of: last, tells: everything }] : [];
  }
  if (made.type !== 'MemberExpression' || made.property.type !== 'Identifier') return [];
  if (!/^(?:hostname|host|origin)$/.test(made.property.name)) return [];
  const address = constantInitial(builder, made.object) ?? made.object;
  const given =
    address.type === 'NewExpression' &&
    address.callee.type === 'Identifier' &&
    address.callee.name === 'URL'
      ? address.arguments.slice(0, 1)
      : [];
  return [made.object, ...given].map((of) => ({ of, tells: whereItLeads }));
}

/** The test that a variable holds the outcome of: `const isKnown = hosts.includes(host)`. */
export function testIn(builder: Builder, node: Node): Node | undefined {
  const initial = constantInitial(builder, node);
  if (initial === undefined) return undefined;
  return /^(?:BinaryExpression|LogicalExpression|UnaryExpression|CallExpression)$/.test(
    initial.type,
  )
    ? initial
    : undefined;
}

/** What `list.some((one) => value === one)` looks for in the list. */
export function soughtIn(call: CallExpression): Node[] {
  const [test] = call.arguments;
  if (test?.type !== 'ArrowFunctionExpression' || test.body.type !== 'BinaryExpression') return [];
  const { operator, left, right } = test.body;
  const [param] = test.params;
  if (!/^===?$/.test(operator) || param?.type !== 'Identifier') return [];
  const sides = [bare(left), bare(right)];
  const isElement = (one: Node): boolean => one.type === 'Identifier' && one.name === param.name;
  return sides.some(isElement) ? sides.filter((one) => !isElement(one)) : [];
}

/** Without what changes no more than the case and the blanks, or when the value is there. */
function bare(node: Node): Node {
  let inner: Node = node;
  for (;;) {
    if (inner.type === 'AwaitExpression') inner = inner.argument;
    else if (inner.type === 'ParenthesizedExpression') inner = inner.expression;
    else if (
      inner.type === 'CallExpression' &&
      inner.callee.type === 'MemberExpression' &&
      /^(?:to(?:Lower|Upper)Case|trim|toString)$/.test(methodOf(inner) ?? '')
    )
      inner = inner.callee.object;
    else return inner;
  }
}

function constantInitial(builder: Builder, node: Node): Node | undefined {
  const binding = node.type === 'Identifier' ? builder.scope.find(node.name) : undefined;
  return binding?.isConstant ? binding.initial : undefined;
}

function methodOf({ callee }: CallExpression): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}
