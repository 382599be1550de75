import type { Inputs } from '../../context/inputs.ts';
import type { Detection, Verdict } from '../detection.ts';
import type { ProgramCall, ShellCall } from '../sink-call.ts';
import { commandLine } from '../command-line.ts';
import { judgeProgramCall } from './judge-program.ts';
import { judgeBlindly, judgeText } from './judge-text.ts';
import { meta } from './meta.ts';

/**
 * Finds inputs that change a command (CWE-78). Offsets of a verdict count in the shell text, or in
 * `commandLine(call)` for a program started without a shell.
 */
export const detection: Detection<ShellCall | ProgramCall> = {
  meta,
  inspect,
  inspectConservatively,
};

function inspect(call: ShellCall | ProgramCall, inputs: Inputs): Verdict | undefined {
  return call.kind === 'shell'
    ? // A line end behind the last command begins no other.
      judgeText(call.text.replace(/(?<!\\)[\r\n]{1,8}$/, ''), call.shell, inputs)
    : judgeProgramCall(call, inputs);
}

function inspectConservatively(call: ShellCall | ProgramCall, inputs: Inputs): Verdict | undefined {
  if (call.kind === 'shell') return judgeBlindly(call.text, inputs);
  const runsCode = /(?:sh|cmd|node|python[\d.]*|perl|ruby|php|\.bat)(?:\.exe)?$/i;
  return runsCode.test(call.file.slice(-32)) ? judgeBlindly(commandLine(call), inputs) : undefined;
}
