import type { ProgramCall, ShellCall } from '../detections/sink-call.ts';

const SHELLS: Readonly<Record<string, ShellCall['shell']>> = {
  sh: 'posix',
  bash: 'posix',
  dash: 'posix',
  ash: 'posix',
  zsh: 'posix',
  ksh: 'posix',
  'cmd.exe': 'cmd',
  cmd: 'cmd',
  'powershell.exe': 'powershell',
  powershell: 'powershell',
  pwsh: 'powershell',
};

/** Flags after which a shell takes the command line: `-c`, `-lc`, `/d /s /c`, `-Command`. */
const COMMAND_FLAG = /^(?:-[a-z]*c|\/c|-command)$/i;

/**
 * The call that starting `file` with `args` amounts to: a command line when it is a shell told to
 * run one, else a program with its arguments (without the program's own name).
 */
export function programCall(file: string, args: readonly string[]): ShellCall | ProgramCall {
  const shell = SHELLS[baseName(file)];
  if (shell !== undefined) {
    const flag = args.findIndex((argument) => COMMAND_FLAG.test(argument));
    const text = flag < 0 ? undefined : args[flag + 1];
    if (text !== undefined) return { kind: 'shell', text: unquoted(text, shell), shell };
  }
  return { kind: 'program', file, args };
}

/** The call that a command line amounts to, by the shell that Node's `shell` option names. */
export function shellCall(command: string, shell: unknown): ShellCall | ProgramCall {
  const file =
    typeof shell === 'string' ? shell : process.platform === 'win32' ? 'cmd.exe' : '/bin/sh';
  return programCall(file, [/cmd(?:\.exe)?$/i.test(file) ? '/c' : '-c', command]);
}

/** Node wraps the whole command line of `cmd.exe /d /s /c` in one pair of quotes, which `/s` strips. */
function unquoted(text: string, shell: ShellCall['shell']): string {
  const isWrapped =
    shell === 'cmd' && text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isWrapped ? text.slice(1, -1) : text;
}

function baseName(file: string): string {
  const cut = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  return file.slice(cut + 1).toLowerCase();
}
