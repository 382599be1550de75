import type { ProgramCall, ShellCall } from '../../sink-call.ts';

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
