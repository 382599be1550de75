import type { Node, Program } from 'oxc-parser';
import { addOptions, isSpreading, type ObjectNode, optionOf } from './add-option.ts';
import { nodesAt, nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

type Call = Extract<Node, { type: 'CallExpression' }>;

const cookieFlags = ['httpOnly', 'secure', 'sameSite'] as const;
export type CookieFlag = (typeof cookieFlags)[number];

/** A cookie that code sets by `res.cookie(…)` or `reply.setCookie(…)`, with the flags that it lacks. */
export interface ResponseCookie {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly lacks: readonly CookieFlag[];
  /** Those of them that somebody switched off. */
  readonly switchedOff: readonly CookieFlag[];
  /** What writes them; undefined where the request is not at hand that tells whether it came by TLS. */
  readonly edits: readonly SourceEdit[] | undefined;
}

/** The cookies that the code of a file sets with a literal name, options that are made elsewhere left aside. */
export function responseCookies(path: string, text: string): ResponseCookie[] {
  if (!/\.(?:cookie|setCookie)\s*\(/.test(text)) return [];
  const tree = treeOf(path, text);
  if (!tree) return [];
  const source = new SourceText(path, text);
  return nodesWhere(tree, ({ type }) => type === 'CallExpression').flatMap((node) =>
    node.type === 'CallExpression' ? (cookieOf(node, tree, source, text) ?? []) : [],
  );
}

function cookieOf(
  call: Call,
  tree: Program,
  source: SourceText,
  text: string,
): ResponseCookie | undefined {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const isFastify = callee.property.name === 'setCookie';
  if (!isFastify && callee.property.name !== 'cookie') return undefined;
  const response = rootOf(callee.object);
  const [name, value, options] = call.arguments;
  if (response === undefined || !/^(res|response|reply|rep)$/i.test(response)) return undefined;
  if (name?.type !== 'Literal' || typeof name.value !== 'string' || !value) return undefined;
  if (value.type === 'Literal' && (value.value === '' || value.value === null)) return undefined;
  if (options && (options.type !== 'ObjectExpression' || isSpreading(options))) return undefined;
  if (options && isOver(options)) return undefined;
  const lacks = cookieFlags.filter((flag) => isLacking(options, flag));
  if (lacks.length === 0) return undefined;
  const switchedOff = lacks.filter((flag) => options && optionOf(options, flag) !== undefined);
  const secure = isFastify ? "'auto'" : secureOf(tree, call, response);
  const line = source.lineOf(call.start);
  return {
    name: name.value,
    line,
    column: call.start - source.offsetOf(line, 1) + 1,
    lacks,
    switchedOff,
    edits: secure === undefined ? undefined : editsFor(options, value, lacks, secure, source, text),
  };
}

/** `res` of `res.status(200).cookie`. */
function rootOf(node: Node): string | undefined {
  let at: Node = node;
  for (;;) {
    if (at.type === 'Identifier') return at.name;
    if (at.type === 'MemberExpression') at = at.object;
    else if (at.type === 'CallExpression') at = at.callee;
    else return undefined;
  }
}

/** A cookie that is taken back. */
function isOver(options: ObjectNode): boolean {
  const maxAge = optionOf(options, 'maxAge');
  const expires = optionOf(options, 'expires');
  const [time] = expires?.type === 'NewExpression' ? expires.arguments : [];
  return [maxAge, time].some((node) => node?.type === 'Literal' && node.value === 0);
}

function isLacking(options: ObjectNode | undefined, flag: CookieFlag): boolean {
  const value = options && optionOf(options, flag);
  return value === undefined || (value.type === 'Literal' && value.value === false);
}

/** `req.secure` of the function that is given `req` and the response; it tells how this request came. */
function secureOf(tree: Program, call: Call, response: string): string | undefined {
  const around = nodesAt(tree, call.start).flatMap((node) =>
    'params' in node && Array.isArray(node.params) ? [namesOf(node.params)] : [],
  );
  const own = around.findLastIndex((names) => names.includes(response));
  const names = around[own] ?? [];
  const request = names[names.indexOf(response) - 1];
  const isHidden = around.slice(own + 1).some((inner) => inner.includes(request));
  return request !== undefined && /^_?req(uest)?$/i.test(request) && !isHidden
    ? `${request}.secure`
    : undefined;
}

function namesOf(params: readonly Node[]): (string | undefined)[] {
  return params.map((param) => (param.type === 'Identifier' ? param.name : undefined));
}

function editsFor(
  options: ObjectNode | undefined,
  value: Node,
  lacks: readonly CookieFlag[],
  secure: string,
  source: SourceText,
  text: string,
): SourceEdit[] {
  const written: Readonly<Record<CookieFlag, string>> = {
    httpOnly: 'true',
    secure,
    sameSite: "'lax'",
  };
  if (!options) {
    const all = lacks.map((flag) => `${flag}: ${written[flag]}`).join(', ');
    return [source.replace(value.end, value.end, `, { ${all} }`)];
  }
  const off = lacks.flatMap((flag) => {
    const node = optionOf(options, flag);
    return node ? [source.replace(node.start, node.end, written[flag])] : [];
  });
  const missing = lacks.filter((flag) => optionOf(options, flag) === undefined);
  if (missing.length === 0) return off;
  const entries = missing.map((flag) => `${flag}: ${written[flag]}`);
  return [...off, ...addOptions(options, entries, source, text)];
}
