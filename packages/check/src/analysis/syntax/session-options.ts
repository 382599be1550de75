import type { Node, Program } from 'oxc-parser';
import { nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

type Objects = Extract<Node, { type: 'ObjectExpression' }>;

/** What is wrong with the cookie of an express-session, and what to write there. */
export interface SessionCookie {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** In words: `httpOnly is off`. */
  readonly faults: readonly string[];
  /** Undefined where the options are not written out. */
  readonly edits: readonly SourceEdit[] | undefined;
}

/**
 * Cookies of express-session that scripts can read, that go over plain connections, or that other sites
 * send along. `secure: 'auto'` is what express-session calls "as the connection is".
 */
export function sessionCookies(path: string, text: string): SessionCookie[] {
  if (!/["']express-session["']/.test(text)) return [];
  const tree = treeOf(path, text);
  if (!tree) return [];
  const name = sessionName(tree);
  const source = new SourceText(path, text);
  return nodesWhere(tree, (node) => isCallOf(node, name)).flatMap((node) => {
    const options = node.type === 'CallExpression' ? node.arguments[0] : undefined;
    if (options?.type !== 'ObjectExpression') return [];
    const judged = judge(options, source, text);
    if (judged.faults.length === 0) return [];
    const line = source.lineOf(node.start);
    return [{ line, column: node.start - source.offsetOf(line, 1) + 1, ...judged }];
  });
}

function sessionName(tree: Program): string | undefined {
  for (const node of nodesWhere(tree, ({ type }) =>
    /^(ImportDeclaration|VariableDeclarator)$/.test(type),
  )) {
    if (node.type === 'ImportDeclaration' && node.source.value === 'express-session')
      return node.specifiers[0]?.local.name;
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    const call = node.init;
    const [argument] = call?.type === 'CallExpression' ? call.arguments : [];
    if (argument?.type === 'Literal' && argument.value === 'express-session') return node.id.name;
  }
  return undefined;
}

function isCallOf(node: Node, name: string | undefined): boolean {
  return (
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name
  );
}

const wanted = [
  { key: 'httpOnly', bad: [false], to: 'true', isNeeded: false, fault: 'scripts can read it' },
  {
    key: 'secure',
    bad: [false],
    to: "'auto'",
    isNeeded: true,
    fault: 'it goes over plain http too',
  },
  {
    key: 'sameSite',
    bad: [false],
    to: "'lax'",
    isNeeded: true,
    fault: 'other sites can send it along',
  },
] as const;

function judge(
  options: Objects,
  source: SourceText,
  text: string,
): Pick<SessionCookie, 'faults' | 'edits'> {
  const cookie = propertyOf(options, 'cookie');
  const isOpen = options.properties.some(({ type }) => type === 'SpreadElement');
  if (cookie === undefined) {
    if (isOpen) return { faults: [], edits: undefined };
    const faults = wanted.filter(({ isNeeded }) => isNeeded).map(({ fault }) => fault);
    return {
      faults,
      edits: [added(options, "cookie: { secure: 'auto', sameSite: 'lax' }", source, text)],
    };
  }
  if (
    cookie.type !== 'ObjectExpression' ||
    cookie.properties.some(({ type }) => type === 'SpreadElement')
  )
    return { faults: [], edits: undefined };
  const faults: string[] = [];
  const edits: SourceEdit[] = [];
  const missing: string[] = [];
  for (const { key, bad, to, isNeeded, fault } of wanted) {
    const value = propertyOf(cookie, key);
    const isBad = value?.type === 'Literal' && (bad as readonly unknown[]).includes(value.value);
    if (isBad) edits.push(source.replace(value.start, value.end, to));
    else if (value === undefined && isNeeded) missing.push(`${key}: ${to}`);
    else continue;
    faults.push(fault);
  }
  if (missing.length > 0) edits.push(added(cookie, missing.join(', '), source, text));
  return { faults, edits };
}

function propertyOf(object: Objects, name: string): Node | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed) continue;
    const { key } = property;
    const said =
      key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
    if (said === name) return property.value;
  }
  return undefined;
}

/** The edit that writes one more entry behind the last one, on a line of its own where they have that. */
function added(object: Objects, entry: string, source: SourceText, text: string): SourceEdit {
  const last = object.properties.at(-1);
  if (!last) return source.replace(object.start, object.end, `{ ${entry} }`);
  const line = text.lastIndexOf('\n', last.start - 1) + 1;
  const indent = text.slice(line, last.start);
  const isSpread = /^[ \t]*$/.test(indent) && line > object.start;
  return source.replace(last.end, last.end, isSpread ? `,\n${indent}${entry}` : `, ${entry}`);
}
