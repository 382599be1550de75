import type { Inputs, Occurrence } from '../../context/inputs.ts';
import { finding, worse } from '../finding.ts';
import { nestedCode } from '../../lexers/shell/nested.ts';
import { effectiveProgram, programName } from '../../lexers/shell/program.ts';
import type { Verdict } from '../detection.ts';
import { isOptionLike, meaningOf, optionName, takesNext } from './match-option.ts';
import { optionsOf } from './options.ts';
import type { ProgramOptions } from './options/program-options.ts';

/** One argument as the program sees it, and where it stands in the call's text. */
export interface Argument {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The input whose text the argument begins with, where the caller already knows it. */
  readonly input: Occurrence | undefined;
}

/** Judges the arguments of one started program; the first is the program itself. */
export function judgeArguments(argv: readonly Argument[], inputs: Inputs): Verdict | undefined {
  const values = argv.map((argument) => argument.value);
  const program = effectiveProgram(values);
  let known = optionsOf(programName(values[program] ?? ''));
  const end = endOfArguments(values);
  let verdict: Verdict | undefined;
  let optionsEnded = false;
  for (let i = program + 1; i < end; i++) {
    const argument = argv[i] as Argument;
    if (argument.value === '--') {
      optionsEnded ||= known?.ignoresDoubleDash !== true && argument.input === undefined;
      continue;
    }
    const before = i > program + 1 ? (values[i - 1] as string) : '';
    verdict = worse(verdict, judgeArgument(argv, i, { before, optionsEnded, known }, inputs));
    if (verdict?.outcome === 'attack') return verdict;
    if (known?.runsScripts === true && !isOptionLike(argument.value) && !takesNext(before, known)) {
      known = undefined;
    }
  }
  return verdict;
}

/** What follows the code of `sh -c` and `python -c` are its parameters, never options. */
function endOfArguments(values: readonly string[]): number {
  const code = nestedCode(values).find(({ endsOptions }) => endsOptions);
  return code === undefined ? values.length : code.first;
}

/** How the program reads the argument that comes now. */
interface Reading {
  /** The argument before it; none for the program's first. */
  readonly before: string;
  readonly optionsEnded: boolean;
  readonly known: ProgramOptions | undefined;
}

function judgeArgument(
  argv: readonly Argument[],
  at: number,
  { before, optionsEnded, known }: Reading,
  inputs: Inputs,
): Verdict | undefined {
  const { value, start, end } = argv[at] as Argument;
  if (isOptionLike(value)) {
    if (optionsEnded || takesNext(before, known)) return undefined;
    const input = inputAtStart(argv, at, inputs);
    if (input === undefined) return undefined;
    const place = { ...input, start, end };
    if (meaningOf(value, known) === 'dangerous') {
      const reason = 'The input is read as an option that runs, writes or reads something else.';
      return finding('attack', 'likely', place, start, end, reason);
    }
    const reason = 'The input is read as an option, since no `--` stands before it.';
    return finding('weakness', 'likely', place, start, end, reason);
  }
  const input =
    known?.values?.test(value) === true && !takesText(before, known)
      ? inputAtStart(argv, at, inputs)
      : inputAtMark(value, before, known, inputs);
  if (input === undefined) return undefined;
  const reason = 'The program takes the input for a command or another file, not for plain data.';
  return finding('attack', 'likely', { ...input, start, end }, start, end, reason);
}

/** An option's value is plain data unless the option names what to read. */
function takesText(before: string, known: ProgramOptions): boolean {
  return takesNext(before, known) && before !== '-i' && before !== '--url';
}

/** The input that brought the mark by which an option's value names a file: `@`, `name=<`. */
function inputAtMark(
  value: string,
  before: string,
  known: ProgramOptions | undefined,
  inputs: Inputs,
): Occurrence | undefined {
  const behind = known?.valuesBehind;
  if (behind === undefined || !behind.options.includes(before)) return undefined;
  const mark = behind.mark.exec(value)?.[0];
  if (mark === undefined) return undefined;
  const whole = inputs.equalTo(value);
  if (whole !== undefined) return whole;
  const at = mark.length - 1;
  return inputs.occurrencesIn(value).find(({ start, end }) => start <= at && end > at + 1);
}

/** How much of an argument an input must cover to count: short pieces match an app's own options by chance. */
export function neededLength(value: string): number {
  if (value.includes('=')) return optionName(value).length + 1;
  return value.startsWith('--') ? value.length : Math.min(3, value.length);
}

function inputAtStart(
  argv: readonly Argument[],
  at: number,
  inputs: Inputs,
): Occurrence | undefined {
  const { value, input } = argv[at] as Argument;
  if (input !== undefined) return input;
  const whole = inputs.equalTo(value);
  if (whole !== undefined) return whole;
  const needed = neededLength(value);
  return (
    inputs.occurrencesIn(value).find((found) => found.start === 0 && found.end >= needed) ??
    inputSplitAt(argv, at, inputs)
  );
}

/** The input that the app split at blanks: all of its words, two or more, stand as arguments in a row. */
function inputSplitAt(
  argv: readonly Argument[],
  at: number,
  inputs: Inputs,
): Occurrence | undefined {
  const { value, start, end } = argv[at] as Argument;
  for (const input of inputs.values()) {
    if (!input.value.includes(value)) continue;
    const words = input.value.trim().split(/\s+/, argv.length + 1);
    const first = at - words.indexOf(value);
    const isWhole = words.every((word, i) => argv[first + i]?.value === word);
    if (words.length > 1 && isWhole) return { input, start, end, transformations: ['part'] };
  }
  return undefined;
}
