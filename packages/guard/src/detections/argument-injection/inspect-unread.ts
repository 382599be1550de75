import { lex } from '../../lexers/shell/lex.ts';
import { literalOf } from '../../lexers/shell/lexed.ts';
import { effectiveProgram, programName } from '../../lexers/shell/program.ts';
import type { Verdict } from '../detection.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { unreadVerdict } from '../unread.ts';
import { dangerousLetterIn, meaningOf, optionName, takesNext } from './match-option.ts';
import { optionsOf } from './options.ts';
import type { ProgramOptions } from './options/program-options.ts';

interface Word {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

interface Sign extends Word {
  readonly trait: string;
}

const MAX_TRAITS = 32;
/** A value that a program takes for a command or file: a command behind it, or a file of the system. */
const TELLING_VALUE = /\s|\/(?:etc|proc|root|home)\//;

/**
 * Judges arguments of which nobody knows who sent them (CWE-88). One input becomes one argument, so
 * only a harmful option that brings its value along, or stands last, is a sign; apps mostly give option
 * and value apart.
 */
export function inspectUnread(
  call: ShellCall | ProgramCall,
  isFamiliar: (trait: string) => boolean,
): Verdict | undefined {
  for (const { trait, start, end } of signsIn(call)) {
    if (!isFamiliar(trait)) return unreadVerdict(start, end);
  }
  return undefined;
}

/** Programs and harmful options, without their values. */
export function traitsOf(call: ShellCall | ProgramCall): readonly string[] {
  const traits = new Set<string>();
  for (const { trait } of signsIn(call)) if (traits.size < MAX_TRAITS) traits.add(trait);
  return [...traits];
}

function* signsIn(call: ShellCall | ProgramCall): Generator<Sign> {
  if (call.kind === 'shell') {
    yield* signsInText(call);
    return;
  }
  let start = 0;
  const words = [call.file, ...call.args].map((value) => {
    const word = { value, start, end: start + value.length };
    start = word.end + 1;
    return word;
  });
  yield* signsAmong(words);
}

function* signsInText({ text, shell }: ShellCall): Generator<Sign> {
  const lexed = lex(text, shell);
  // Substitutions nest, so words overlap: the allowance keeps reading them linear.
  let allowance = 8 * text.length;
  for (const words of lexed.commands) {
    for (const word of words) allowance -= word.end - word.start;
    if (allowance < 0) break;
    const read = words.map((word) => ({
      value: literalOf(lexed, word),
      start: word.start,
      end: word.end,
    }));
    yield* signsAmong(read);
  }
}

function* signsAmong(words: readonly Word[]): Generator<Sign> {
  const values = words.map(({ value }) => value);
  const at = effectiveProgram(values);
  const program = programName(values[at] ?? '');
  const known = optionsOf(program);
  if (known === undefined) return;
  for (let i = at + 1; i < words.length; i += 1) {
    const word = words[i] as Word;
    if (word.value === '--' && known.ignoresDoubleDash !== true) break;
    const before = i > at + 1 ? (values[i - 1] as string) : '';
    const mark = markOf(word.value, before, i === words.length - 1, known);
    if (mark !== undefined) yield { ...word, trait: `${program}\0${mark}` };
    const isScript = known.runsScripts === true && !word.value.startsWith('-');
    if (isScript && !takesNext(before, known)) break;
  }
}

function markOf(
  value: string,
  before: string,
  isLast: boolean,
  known: ProgramOptions,
): string | undefined {
  if (meaningOf(value, known) !== 'dangerous') {
    const mark = known.values?.exec(value)?.[0];
    return mark !== undefined && TELLING_VALUE.test(value) ? mark : undefined;
  }
  if (takesNext(before, known)) return undefined;
  const letter = dangerousLetterIn(value, known);
  const bringsValue = value.includes('=') || (letter > 0 && letter < value.length - 1);
  return bringsValue || isLast
    ? letter > 0
      ? value.slice(0, letter + 1)
      : optionName(value)
    : undefined;
}
