import type { CallExpression, MemberExpression, Node } from 'oxc-parser';
import { type Cured, cured, everything, nothing } from '../harms.ts';
import type { Builder } from './builder.ts';
import { constantOf, patternOf } from './constants.ts';
import { pathKey } from './members.ts';
import { originsOf, soughtIn, testIn } from './origins.ts';
import { cureOfLackingMatch, cureOfMatching } from './patterns.ts';

/** What is known of a variable or path once a test came out. */
interface Finding {
  readonly of: Node;
  readonly cure: Cured;
}

/** Remembers what a test that came out as `outcome` tells of variables. */
export function refineBy(builder: Builder, test: Node, outcome: boolean): void {
  for (const { of, cure } of findings(builder, test, outcome)) {
    if (cure === nothing) continue;
    const key = pathKey(builder, of);
    if (key !== undefined) builder.refine(key, builder.value(of), cure, of);
    for (const origin of originsOf(builder, of)) {
      const originKey = pathKey(builder, origin.of);
      const told = cure & origin.tells;
      if (originKey !== undefined && told !== nothing)
        builder.refine(originKey, builder.value(origin.of), told, of);
    }
  }
}

/** `await validateUrl(url);` throws, or the value is what the team wants it to be. */
export function refineByCall(builder: Builder, statement: Node): void {
  const call = statement.type === 'AwaitExpression' ? statement.argument : statement;
  if (call.type !== 'CallExpression' || !throwing.test(methodOf(call) ?? '')) return;
  for (const of of call.arguments) {
    const key = pathKey(builder, of);
    if (key !== undefined) builder.refine(key, builder.value(of), everything, of);
  }
}

function findings(builder: Builder, test: Node, outcome: boolean): Finding[] {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' ? findings(builder, test.argument, !outcome) : [];
    case 'LogicalExpression': {
      if (test.operator === '??') return [];
      // Both hold when `a && b` is true and when `a || b` is false.
      if ((test.operator === '&&') !== outcome) return eitherWay(builder, test, outcome);
      return [...findings(builder, test.left, outcome), ...findings(builder, test.right, outcome)];
    }
    case 'BinaryExpression':
      return comparison(builder, test, outcome);
    case 'CallExpression':
      return ofCall(builder, test, outcome);
    case 'Identifier': {
      const held = testIn(builder, test);
      const told = held === undefined ? [] : findings(builder, held, outcome);
      return outcome ? [...told, ...ofVerdict(builder, test)] : told;
    }
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return findings(
        builder,
        test.type === 'AwaitExpression' ? test.argument : test.expression,
        outcome,
      );
    default:
      return [];
  }
}

/** `x === 'a' || x === 'b'`: what either tells of one and the same variable. */
function eitherWay(
  builder: Builder,
  { left, right }: Extract<Node, { type: 'LogicalExpression' }>,
  outcome: boolean,
): Finding[] {
  const others = findings(builder, right, outcome);
  return findings(builder, left, outcome).flatMap(({ of, cure }) => {
    const key = pathKey(builder, of);
    const other = others.find((one) => key !== undefined && pathKey(builder, one.of) === key);
    return other === undefined ? [] : [{ of, cure: cure & other.cure }];
  });
}

function comparison(
  builder: Builder,
  { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>,
  outcome: boolean,
): Finding[] {
  if (operator === 'in') return outcome ? [{ of: left, cure: everything }] : [];
  if (operator === 'instanceof') return outcome ? [{ of: left, cure: cured('nosql') }] : [];
  const isEqual = (operator === '===' || operator === '==') === outcome;
  const isEquality = /^[!=]==?$/.test(operator);
  if (left.type === 'UnaryExpression' && left.operator === 'typeof' && isEquality && isEqual) {
    const type = constantOf(right, builder.scope);
    if (type === 'string') return [{ of: left.argument, cure: cured('nosql') }];
    return type === 'number' || type === 'boolean' || type === 'bigint'
      ? [{ of: left.argument, cure: everything }]
      : [];
  }
  const call = left.type === 'CallExpression' ? left : undefined;
  const method = call && methodOf(call);
  const number = constantOf(right, builder.scope);
  if (call && method === 'indexOf' && typeof number === 'number') {
    const isFound =
      (number === -1 && /^[!]==?$|^>$/.test(operator)) || (number === 0 && operator === '>=');
    const isMissing =
      (number === -1 && /^===?$/.test(operator)) || (number === 0 && operator === '<');
    const isStart = number === 0 && /^===?$/.test(operator);
    if (isStart || (number === 0 && /^!==?$/.test(operator)))
      return isStart === outcome ? prefixed(builder, call) : [];
    if (isFound) return ofCall(builder, call, outcome, 'includes');
    if (isMissing) return ofCall(builder, call, !outcome, 'includes');
  }
  if (isEquality && !isEqual && constantOf(right, builder.scope) === '..') {
    const whole = splitHere(left);
    if (whole) return [{ of: whole, cure: cured('path') }];
  }
  const isAbsent =
    isEquality && right.type === 'Identifier' && right.name === 'undefined' && !isEqual;
  if (isAbsent && left.type === 'MemberExpression') return ofKnownKey(left);
  if (!isEquality || !isEqual) return [];
  const found: Finding[] = [];
  if (constantOf(right, builder.scope) !== undefined) found.push({ of: left, cure: everything });
  if (constantOf(left, builder.scope) !== undefined) found.push({ of: right, cure: everything });
  return found;
}

const membership = /^(?:includes|has|hasOwnProperty|hasOwn|contains)$/;
const verdictName =
  /^(?:(?:is|has|are|can|check|validate|assert|verify)\w*)?(?:valid(?!at)|safe|allowed|permitted|whitelisted|trusted|sane)/i;
/** Names of functions that tell what is to be refused. */
const badName =
  /^(?:(?:is|has|looks|contains)_?(?:\w*_)?)?(?:malicious|unsafe|invalid|forbidden|dangerous|illegal|disallowed|blocked|blacklisted|denied|traversal|pathtraversal|hostile|privateip|private|internal|suspicious)\w*$/i;
/** Names of functions that tell whether a path lies in a folder. */
const insideName =
  /^(?:is|ensure|assert|check)\w*(?:inside|within|contained|subpath|childpath|subdir\w*)/i;
/** Names of functions that throw unless a text is as it must be. */
const throwing =
  /^(?:assert|ensure|validate|verify|check|require)(?:\w*(?:Url|Uri|Path|Host|Hostname|Domain|Origin|Address|File[Nn]ame|Safe|Valid|Allowed|Identifier|Slug)\w*)$/;
const pathName = /^(?:validate|verify)\w*path$/i;
/** Variables that hold the outcome of a check, and functions that make one. */
const goodName = /^(?:ok|okay|(?:is|are)?(?:valid|safe|allowed|permitted|trusted))\w*$/i;
const checkName = /^(?:check|validate|verify|inspect|vet)/i;
const shapes =
  /^is(?:Int|Integer|SafeInteger|Numeric|Alpha|Alphanumeric|UUID|MongoId|ObjectId|ObjectIdOrHexString|ValidObjectId|Boolean|Decimal|Float|Finite|HexColor|Hexadecimal|Slug|IP|ISO8601|Number)$/i;

function ofCall(
  builder: Builder,
  call: CallExpression,
  outcome: boolean,
  as = methodOf(call),
): Finding[] {
  const [first, second] = call.arguments;
  const receiver = call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
  if (as === undefined || (first === undefined && receiver === undefined)) return [];
  if (as === 'test' && receiver && first) return matched(builder, receiver, first, outcome);
  if (as === 'match' && receiver && first && patternOf(first, builder.scope))
    return matched(builder, first, receiver, outcome);
  if (as === 'some' && outcome) return soughtIn(call).map((of) => ({ of, cure: everything }));
  if (as === 'startsWith') {
    if (outcome) return prefixed(builder, call);
    const start = first && constantOf(first, builder.scope);
    return receiver && start === '..' ? [{ of: receiver, cure: cured('path') }] : [];
  }
  if (membership.test(as) && first) {
    const tested = as === 'hasOwn' && second ? second : first;
    const constant = constantOf(tested, builder.scope);
    if (constant !== undefined)
      return !outcome && receiver ? [{ of: receiver, cure: cureOfLacking(String(constant)) }] : [];
    return outcome ? partsOf(tested).map((of) => ({ of, cure: everything })) : [];
  }
  if ((insideName.test(as) || pathName.test(as)) && outcome)
    return call.arguments.map((of) => ({ of, cure: cured('path') }));
  if (/^isNaN$/.test(as) && first) return outcome ? [] : [{ of: first, cure: everything }];
  if (badName.test(as) && !outcome) return call.arguments.map((of) => ({ of, cure: everything }));
  if ((shapes.test(as) || verdictName.test(as) || as === 'isValid') && outcome)
    return call.arguments.map((of) => ({ of, cure: everything }));
  return [];
}

/** A pattern that a text matched, or did not. */
function matched(builder: Builder, by: Node, of: Node, outcome: boolean): Finding[] {
  const pattern = patternOf(by, builder.scope);
  if (pattern === undefined)
    return outcome && isPatternElsewhere(builder, by) ? [{ of, cure: everything }] : [];
  const cureOf = outcome ? cureOfMatching : cureOfLackingMatch;
  return [{ of, cure: cureOf(pattern.pattern, pattern.flags) }];
}

/** `const { ok } = await check(url)`, and it is well: a check of the team's own. */
function ofVerdict(builder: Builder, { name }: Extract<Node, { type: 'Identifier' }>): Finding[] {
  const binding = builder.scope.find(name);
  const from = binding?.initial ?? binding?.outcomeOf;
  const call = from?.type === 'AwaitExpression' ? from.argument : from;
  if (call?.type === 'CallExpression' && name === 'exists') return ofLookup(call);
  if (call?.type !== 'CallExpression' || !goodName.test(name)) return [];
  if (!checkName.test(methodOf(call) ?? '')) return [];
  return call.arguments.map((of) => ({ of, cure: everything }));
}

/** An id under which something is kept: whoever made that also made the id. */
function ofLookup(call: CallExpression): Finding[] {
  const [of] = call.arguments;
  const receiver = call.callee.type === 'MemberExpression' ? namesOf(call.callee.object) : [];
  if (!of || methodOf(call) !== 'exists' || receiver.some((one) => ofFiles.test(one))) return [];
  const name = namesOf(of).at(-1) ?? '';
  return idName.test(name) ? [{ of, cure: cured('path', 'ssrf', 'argument') }] : [];
}

const idName = /(?:^|_)[a-z]?id$|Id$|uuid$/i;
const ofFiles = /^(?:fs\w*|file\w*|path\w*|dir\w*|folder\w*|disk|storage|bucket)$/i;

/** A value that starts as it must: below a folder, or at a host. */
function prefixed(builder: Builder, call: CallExpression): Finding[] {
  const receiver = call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
  const [prefix] = call.arguments;
  if (!receiver || !prefix) return [];
  const text = constantOf(prefix, builder.scope);
  if (text === undefined) return [{ of: receiver, cure: cured('path', 'ssrf', 'redirect') }];
  if (/^[a-z]+:\/\/[^/]+\//i.test(String(text)))
    return [{ of: receiver, cure: cured('ssrf', 'redirect') }];
  return /^\/./.test(String(text)) ? [{ of: receiver, cure: cured('path') }] : [];
}

/** A pattern that another file names: what it lets through is taken to be what the team means. */
function isPatternElsewhere(builder: Builder, node: Node): boolean {
  if (node.type !== 'Identifier' || !/pattern|regexp?$/i.test(node.name)) return false;
  return builder.scope.find(node.name)?.isImport === true;
}

/** `x` of `x.split(sep)[0]`: where a normalized path would climb. */
function splitHere(node: Node): Node | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'CallExpression') return undefined;
  const { callee } = node.object;
  const isFirst = node.property.type === 'Literal' && node.property.value === 0;
  if (!isFirst || methodOf(node.object) !== 'split') return undefined;
  return callee.type === 'MemberExpression' ? callee.object : undefined;
}

/** A text in which something does not occur. */
function cureOfLacking(text: string): Cured {
  if (text === '..' || text === '../' || text === '/' || text === '/..') return cured('path');
  if (text === '<') return cured('html');
  return text === "'" ? cured('sql') : nothing;
}

function methodOf({ callee }: CallExpression): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}

/** `` list.includes(`${a}/${b}`) ``: what is one of a list has parts that are known too. */
function partsOf(node: Node): readonly Node[] {
  return node.type === 'TemplateLiteral' ? node.expressions : [node];
}

/** Tables that the sender fills hold whatever key the sender likes. */
const ofSender =
  /^(?:req|request|ctx|context|event|body|query|params|headers|cookies|input|args)$/i;

/** `table[key] !== undefined`: a key that a table of the team's own has. */
function ofKnownKey({ computed, object, property }: MemberExpression): Finding[] {
  if (!computed || namesOf(object).some((name) => ofSender.test(name))) return [];
  return [{ of: property, cure: everything }];
}

function namesOf(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type !== 'MemberExpression') return [];
  const own = node.property.type === 'Identifier' ? [node.property.name] : [];
  return [...namesOf(node.object), ...own];
}
