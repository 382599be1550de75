import type { Inputs, Occurrence } from '../../context/inputs.ts';
import { worse } from '../finding.ts';
import { commandLine } from '../command-line.ts';
import { maxDepth, relocate } from '../nested-verdict.ts';
import { lex, type Language } from '../../lexers/shell/lex.ts';
import { mayHoldNestedCode, nestedCode } from '../../lexers/shell/nested.ts';
import { isRemoved, literalOf, type Lexed, type Word } from '../../lexers/shell/lexed.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { inspectUnread, traitsOf } from './inspect-unread.ts';
import { judgeArguments, neededLength, type Argument } from './judge-arguments.ts';
import { meta } from './meta.ts';

/**
 * Finds inputs that a program takes for options (CWE-88). Offsets of a verdict count in the shell
 * text, or in program and arguments joined by one blank.
 */
export const detection: Detection<ShellCall | ProgramCall> = {
  meta,
  inspect,
  inspectConservatively,
  inspectUnread,
  traitsOf,
};

function inspect(call: ShellCall | ProgramCall, inputs: Inputs): Verdict | undefined {
  if (call.kind === 'shell') return inspectText(call.text, call.shell, inputs, 0);
  const argv = argumentsOf(call);
  const verdict = judgeArguments(argv, inputs);
  if (verdict?.outcome === 'attack') return verdict;
  return worse(verdict, inspectNested(argv, commandLine(call), inputs, 0));
}

function inspectText(
  text: string,
  language: Language,
  inputs: Inputs,
  depth: number,
): Verdict | undefined {
  const occurrences = inputs.occurrencesIn(text);
  if (occurrences.length === 0 && !mayHoldNestedCode(text)) return undefined;
  const lexed = lex(text, language);
  let verdict: Verdict | undefined;
  // Substitutions nest, so words overlap: the allowance keeps reading them linear.
  let allowance = 8 * text.length;
  for (const words of lexed.commands) {
    for (const word of words) allowance -= word.end - word.start;
    if (allowance < 0) break;
    const argv = wordsOf(lexed, words, occurrences);
    verdict = worse(verdict, judgeArguments(argv, inputs));
    if (depth < maxDepth) verdict = worse(verdict, inspectNested(argv, text, inputs, depth));
    if (verdict?.outcome === 'attack') break;
  }
  return verdict;
}

function inspectNested(
  argv: readonly Argument[],
  text: string,
  inputs: Inputs,
  depth: number,
): Verdict | undefined {
  let verdict: Verdict | undefined;
  if (argv.length < 2) return verdict;
  for (const code of nestedCode(argv.map((argument) => argument.value))) {
    const inner = inspectText(code.text, code.language, inputs, depth + 1);
    if (inner === undefined) continue;
    const { start } = argv[code.first] as Argument;
    const { end } = argv[code.last] as Argument;
    verdict = worse(verdict, relocate(inner, code.text, text, start, end));
  }
  return verdict;
}

function inspectConservatively(call: ShellCall | ProgramCall, inputs: Inputs): Verdict | undefined {
  if (call.kind === 'shell') return undefined;
  return call.args.includes('--') ? undefined : judgeArguments(argumentsOf(call), inputs);
}

function argumentsOf(call: ProgramCall): readonly Argument[] {
  let start = 0;
  return [call.file, ...call.args].map((value) => {
    const end = start + value.length;
    const argument = { value, start, end, input: undefined };
    start = end + 1;
    return argument;
  });
}

function wordsOf(
  lexed: Lexed,
  words: readonly Word[],
  occurrences: readonly Occurrence[],
): readonly Argument[] {
  return words.map((word) => {
    let first = word.start;
    while (first < word.end && isRemoved(lexed.roles[first])) first++;
    const { start, end } = word;
    const value = literalOf(lexed, word);
    const input = covering(occurrences, first, first + neededLength(value));
    return { value, start, end, input };
  });
}

/** An occurrence that reaches from `offset` or before it to `end`; the list is sorted by start. */
function covering(
  occurrences: readonly Occurrence[],
  offset: number,
  end: number,
): Occurrence | undefined {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((occurrences[middle] as Occurrence).start <= offset) low = middle + 1;
    else high = middle;
  }
  // Occurrences of different inputs may overlap; a few steps back find the one that reaches.
  for (let i = low - 1; i >= 0 && i > low - 8; i--) {
    const found = occurrences[i] as Occurrence;
    if (found.end >= end && found.end - found.start >= 2) return found;
  }
  return undefined;
}
