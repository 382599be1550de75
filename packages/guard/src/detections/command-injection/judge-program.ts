import type { Inputs, Occurrence } from '../../context/inputs.ts';
import type { Verdict } from '../detection.ts';
import type { ProgramCall } from '../sink-call.ts';
import { finding, worse } from '../finding.ts';
import { commandLine } from '../command-line.ts';
import { relocate } from '../nested-verdict.ts';
import { judgeText } from './judge-text.ts';
import { nestedCode } from '../../lexers/shell/nested.ts';
import { effectiveProgram, isAssignment } from '../../lexers/shell/program.ts';

/** Judges the program that is started, and the arguments that it runs as code. */
export function judgeProgramCall(call: ProgramCall, inputs: Inputs): Verdict | undefined {
  const argv = [call.file, ...call.args];
  let verdict = judgeChoice(call.file, 0, inputs);
  const program = effectiveProgram(argv);
  if (program > 0) {
    verdict = worse(verdict, judgeChoice(argv[program] as string, offsetOf(argv, program), inputs));
  }
  for (let i = 1; i < program && verdict?.outcome !== 'attack'; i++) {
    if (isAssignment(argv[i] as string)) verdict = worse(verdict, judgeVariable(argv, i, inputs));
  }
  if (verdict?.outcome === 'attack') return verdict;
  if (isBatchFile(call.file)) return worse(verdict, judgeBatch(call, inputs));
  const line = commandLine(call);
  for (const code of nestedCode(argv)) {
    const inner = judgeText(code.text, code.language, inputs, 1);
    if (inner === undefined) continue;
    const start = offsetOf(argv, code.first);
    const end = offsetOf(argv, code.last) + (argv[code.last] as string).length;
    verdict = worse(verdict, relocate(inner, code.text, line, start, end));
    if (verdict?.outcome === 'attack') return verdict;
  }
  return verdict;
}

function offsetOf(argv: readonly string[], index: number): number {
  let offset = 0;
  for (let i = 0; i < index; i++) offset += (argv[i] as string).length + 1;
  return offset;
}

/** A path or unusual name from an input as program is an attack; a plain word may be the app's own by chance. */
function judgeChoice(file: string, offset: number, inputs: Inputs): Verdict | undefined {
  const at = (found: Occurrence): Occurrence => ({
    ...found,
    start: found.start + offset,
    end: found.end + offset,
  });
  const whole = file === '' ? undefined : inputs.equalTo(file);
  if (whole !== undefined) {
    const isWord = /^\w+$/.test(file);
    const occurrence = at({ ...whole, start: 0, end: file.length });
    const { start, end } = occurrence;
    const reason = 'The input chooses the program.';
    return isWord
      ? finding('weakness', 'possible', occurrence, start, end, reason)
      : finding('attack', 'likely', occurrence, start, end, reason);
  }
  for (const found of inputs.occurrencesIn(file)) {
    const slice = file.slice(found.start, found.end);
    if (slice.length < 3) continue;
    const occurrence = at(found);
    const { start, end } = occurrence;
    if (found.start === 0) {
      return finding('attack', 'likely', occurrence, start, end, 'The input chooses the program.');
    }
    const leaves = /(?:^|[/\\])\.\.(?:[/\\]|$)/.test(slice);
    const reason = leaves
      ? 'The input leaves the folder that the program is taken from.'
      : 'The input is part of the name of the program.';
    const outcome = leaves ? 'attack' : 'weakness';
    return finding(outcome, 'likely', occurrence, start, end, reason);
  }
  return undefined;
}

/** A variable's name from an input: `env LD_PRELOAD=x program`. */
function judgeVariable(
  argv: readonly string[],
  index: number,
  inputs: Inputs,
): Verdict | undefined {
  const word = argv[index] as string;
  const length = word.indexOf('=') + 1;
  const named = inputs.occurrencesIn(word).find(({ start, end }) => start === 0 && end >= length);
  if (named === undefined) return undefined;
  const offset = offsetOf(argv, index);
  const occurrence = { ...named, start: offset, end: offset + named.end };
  const reason = 'The input sets a variable in the environment of the command.';
  return finding('attack', 'likely', occurrence, offset, occurrence.end, reason);
}

/** Windows ignores dots and blanks at the end of a file name (CVE-2024-36138). */
function isBatchFile(file: string): boolean {
  return /\.(?:bat|cmd)$/i.test(file.slice(-64).replace(/[. ]+$/, ''));
}

/** cmd.exe runs batch files and reads their arguments as its own text (CVE-2024-27980, "BatBadBut"). */
function judgeBatch(call: ProgramCall, inputs: Inputs): Verdict | undefined {
  const text = ['batch', ...call.args.map(quotedForWindows)].join(' ');
  const inner = judgeText(text, 'cmd', inputs, 1);
  if (inner === undefined || inner.confidence === 'possible') return undefined;
  const line = commandLine(call);
  return relocate(inner, text, line, call.file.length + 1, line.length);
}

/** The way libuv quotes an argument for CreateProcess (MSVC rules), which cmd.exe reads otherwise. */
function quotedForWindows(argument: string): string {
  if (argument === '') return '""';
  if (!/[ \t"]/.test(argument)) return argument;
  let quoted = '';
  let backslashes = 0;
  for (const c of argument) {
    if (c === '\\') backslashes++;
    else {
      if (c === '"') quoted += '\\'.repeat(backslashes + 1);
      backslashes = 0;
    }
    quoted += c;
  }
  return `"${quoted}${'\\'.repeat(backslashes)}"`;
}
