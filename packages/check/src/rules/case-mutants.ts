import type { Node } from 'oxc-parser';
import { lineAt } from '../analysis/code-frame.ts';
import { parse } from '../analysis/syntax/parse.ts';
import { eachChild } from '../analysis/syntax/walk.ts';

/** A rule's file with one thing taken out of it. */
export interface Mutant {
  readonly kind: 'body' | 'check';
  readonly line: number;
  /** What was taken out. */
  readonly was: string;
  readonly text: string;
}

/** What judges and mends, in a rule or in what makes one, and what stands instead of its body. */
const judging: Readonly<Record<string, string>> = {
  run: "{ status: 'pass', fact: '' }",
  judge: '{ findings: [], seen: 1 }',
  findings: '[]',
  faults: '[]',
  offer: 'undefined',
};
/** Without their checks these may go on for ever. */
const endless = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);

/** Each mutant of a rule's file: its judging and its mending body (or list of what is bad) emptied, and each `if` without an else taken away. */
export function mutantsOf(path: string, text: string): Mutant[] {
  const parsed = parse(path, text);
  if (!('program' in parsed)) throw new Error(`${path} cannot be read: ${parsed.problem}`);
  const mutants: Mutant[] = [];
  const put = (
    kind: Mutant['kind'],
    { start, end }: Pick<Node, 'start' | 'end'>,
    instead: string,
  ): void => {
    const was = text.slice(start, end);
    // Lines stay where they are.
    const breaks = '\n'.repeat(was.split('\n').length - 1);
    const changed = `${text.slice(0, start)}${instead}${breaks}${text.slice(end)}`;
    mutants.push({ kind, line: lineAt(text, start), was, text: changed });
  };
  const visit = (node: Node): void => {
    if (endless.has(node.type)) return;
    if (node.type === 'Property' && node.key.type === 'Identifier') {
      const instead = judging[node.key.name];
      const { value } = node;
      const isCode =
        value.type === 'FunctionExpression' || value.type === 'ArrowFunctionExpression';
      if (instead !== undefined && isCode && value.body !== null) {
        const isBlock =
          value.body.type === 'BlockStatement' || value.body.type === ('FunctionBody' as string);
        put(
          'body',
          value.body,
          isBlock ? `{ return ${instead} as never; }` : `(${instead} as never)`,
        );
      }
    }
    const isList = node.type === 'Property' && node.value.type === 'ArrayExpression';
    if (isList && node.key.type === 'Identifier' && node.key.name === 'bad')
      put('body', node.value, '[]');
    if (node.type === 'IfStatement' && node.alternate === null) put('check', node, ';');
    eachChild(node, visit);
  };
  visit(parsed.program());
  return mutants;
}
