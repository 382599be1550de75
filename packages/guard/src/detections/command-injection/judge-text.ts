import type { Input, Inputs, Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import { maxDepth, relocate } from '../nested-verdict.ts';
import { finding, worse } from '../finding.ts';
import { judgeOccurrence } from './judge-occurrence.ts';
import { lex, type Language } from '../../lexers/shell/lex.ts';
import { literalOf, type Lexed, type Word } from '../../lexers/shell/lexed.ts';
import { mayHoldNestedCode, nestedCode } from '../../lexers/shell/nested.ts';
import { effectiveProgram, isAssignment, isWrapper } from '../../lexers/shell/program.ts';
import { codeOnInput } from '../../lexers/shell/standard-input.ts';

/** Judges command text for whoever reads it; offsets are those of `text`. */
export function judgeText(
  text: string,
  language: Language,
  inputs: Inputs,
  depth = 0,
): Verdict | undefined {
  const whole = judgeWhole(text, inputs);
  if (whole !== undefined) return whole;
  const occurrences = withoutEchoes(inputs.occurrencesIn(text));
  if (occurrences.length === 0 && !mayHoldNestedCode(text)) return undefined;
  if (depth > maxDepth) return judgeBlindly(text, inputs);
  const lexed = lex(text, language);
  markWrappedPrograms(lexed);
  let verdict: Verdict | undefined;
  for (const occurrence of occurrences) {
    verdict = worse(verdict, judgeOccurrence(lexed, occurrence));
    if (verdict?.outcome === 'attack') return verdict;
  }
  // Substitutions nest, so words overlap: the allowance keeps reading them linear.
  let allowance = 8 * text.length;
  for (const [index, words] of lexed.commands.entries()) {
    allowance -= lengthOf(words);
    if (allowance < 0) return worse(verdict, judgeBlindly(text, inputs));
    verdict = worse(verdict, judgeNested(lexed, index, inputs, depth));
    if (verdict?.outcome === 'attack') return verdict;
  }
  return verdict;
}

/** Leaves out pieces of an input where the whole of it stands: a piece may reach over its edge by chance. */
function withoutEchoes(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const isPart = (found: Occurrence): boolean => found.transformations.includes('part');
  if (!occurrences.some(isPart)) return occurrences;
  const wholes = new Map<Input, Occurrence[]>();
  for (const found of occurrences) {
    if (isPart(found)) continue;
    const list = wholes.get(found.input);
    if (list === undefined) wholes.set(found.input, [found]);
    else list.push(found);
  }
  return occurrences.filter((found) => {
    if (!isPart(found)) return true;
    const whole = wholes.get(found.input)?.findLast((other) => other.start < found.end);
    return whole === undefined || whole.end <= found.start;
  });
}

/** The conservative reading: an input with any sign beyond those of names and paths is an attack. */
export function judgeBlindly(text: string, inputs: Inputs): Verdict | undefined {
  for (const occurrence of inputs.occurrencesIn(text)) {
    const { start, end } = occurrence;
    const slice = text.slice(start, end);
    if (slice.length < 3 || !/[^\w\s./:@=,+\u0080-\uFFFF-]|\n/.test(slice)) continue;
    const reason = 'The input holds signs that a command reader may act on.';
    return finding('attack', 'possible', occurrence, start, end, reason);
  }
  return undefined;
}

function judgeWhole(text: string, inputs: Inputs): Verdict | undefined {
  if (text.trim() === '') return undefined;
  const occurrence = inputs.equalTo(text);
  if (occurrence === undefined) return undefined;
  // One plain word may equal an app's own constant by chance.
  const confidence = /^\w+$/.test(text) ? 'possible' : 'certain';
  const whole = { ...occurrence, start: 0, end: text.length };
  const reason = 'The input is the whole command.';
  return finding('attack', confidence, whole, 0, text.length, reason);
}

function lengthOf(words: readonly Word[]): number {
  let length = 0;
  for (const word of words) length += word.end - word.start;
  return length;
}

function markWrappedPrograms(lexed: Lexed): void {
  let allowance = 8 * lexed.text.length;
  for (const words of lexed.commands) {
    const first = words[0];
    if (words.length < 2 || first === undefined || first.end - first.start > 40) continue;
    if (!isWrapper(literalOf(lexed, first))) continue;
    allowance -= lengthOf(words);
    if (allowance < 0) return;
    const argv = words.map((word) => literalOf(lexed, word));
    const program = effectiveProgram(argv);
    for (let i = 1; i < program; i++) {
      if (isAssignment(argv[i] as string)) (words[i] as Word).position = 'assignment';
    }
    const word = words[program];
    if (word !== undefined) word.position = 'program';
  }
}

function judgeNested(
  lexed: Lexed,
  index: number,
  inputs: Inputs,
  depth: number,
): Verdict | undefined {
  const words = lexed.commands[index] as readonly Word[];
  if (words.length === 0) return undefined;
  const argv = words.map((word) => literalOf(lexed, word));
  let verdict: Verdict | undefined;
  for (const { text, start, end } of codeOnInput(lexed, index, argv)) {
    const inner = judgeText(text, 'posix', inputs, depth + 1);
    verdict = worse(verdict, inner && relocate(inner, text, lexed.text, start, end));
  }
  if (words.length < 2) return verdict;
  for (const code of nestedCode(argv)) {
    const inner = judgeText(code.text, code.language, inputs, depth + 1);
    if (inner === undefined) continue;
    const first = words[code.first] as Word;
    const last = words[code.last] as Word;
    verdict = worse(verdict, relocate(inner, code.text, lexed.text, first.start, last.end));
  }
  return verdict;
}
