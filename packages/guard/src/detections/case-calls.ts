import type { CaseRequest, DetectionCase } from './detection-case.ts';
import type { ProgramCall, ShellCall } from './sink-call.ts';

export function posix(text: string): ShellCall {
  return { kind: 'shell', text, shell: 'posix' };
}

export function cmd(text: string): ShellCall {
  return { kind: 'shell', text, shell: 'cmd' };
}

export function powershell(text: string): ShellCall {
  return { kind: 'shell', text, shell: 'powershell' };
}

export function program(file: string, ...args: readonly string[]): ProgramCall {
  return { kind: 'program', file, args };
}

type CommandCall = ShellCall | ProgramCall;
export type CommandCase = DetectionCase<CommandCall>;
type Row = readonly [name: string, request: CaseRequest, call: CommandCall, idea: string];

/** Cases of one expected outcome, a row each. */
export function commandCases(expect: DetectionCase['expect'], rows: readonly Row[]): CommandCase[] {
  return rows.map(([name, request, call, idea]) => ({ name, expect, request, call, idea }));
}
