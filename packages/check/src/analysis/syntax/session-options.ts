import type { Node, Program } from 'oxc-parser';
import { addOptions, isSpreading, type ObjectNode, optionOf } from './add-option.ts';
import { nodesWhere, treeOf } from './nodes-at.ts';
import { type SourceEdit, SourceText } from './source-edit.ts';

/** What is wrong with the cookie of an express-session, and what to write there. */
export interface SessionCookie {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** In words: `httpOnly is off`. */
  readonly faults: readonly string[];
  /** Whether somebody wrote `httpOnly: false`. */
  readonly isForScripts: boolean;
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
  options: ObjectNode,
  source: SourceText,
  text: string,
): Pick<SessionCookie, 'faults' | 'isForScripts' | 'edits'> {
  const cookie = optionOf(options, 'cookie');
  if (cookie === undefined) {
    if (isSpreading(options)) return { faults: [], isForScripts: false, edits: undefined };
    const faults = wanted.filter(({ isNeeded }) => isNeeded).map(({ fault }) => fault);
    return {
      faults,
      isForScripts: false,
      edits: addOptions(options, ["cookie: { secure: 'auto', sameSite: 'lax' }"], source, text),
    };
  }
  if (cookie.type !== 'ObjectExpression' || isSpreading(cookie))
    return { faults: [], isForScripts: false, edits: undefined };
  const faults: string[] = [];
  const edits: SourceEdit[] = [];
  const missing: string[] = [];
  for (const { key, bad, to, isNeeded, fault } of wanted) {
    const value = optionOf(cookie, key);
    const isBad = value?.type === 'Literal' && (bad as readonly unknown[]).includes(value.value);
    if (isBad) edits.push(source.replace(value.start, value.end, to));
    else if (value === undefined && isNeeded) missing.push(`${key}: ${to}`);
    else continue;
    faults.push(fault);
  }
  if (missing.length > 0) edits.push(...addOptions(cookie, missing, source, text));
  return { faults, isForScripts: faults.includes(wanted[0].fault), edits };
}
