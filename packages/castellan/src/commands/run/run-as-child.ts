import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import type { Program } from './program.ts';
import { windowsCommand } from './windows-command.ts';

/** What is sent to end a program or to tell it something, as far as this system knows it. */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT'] as const;
/** A terminal sends these to every process in front of it, so the program has had them already. */
const SENT_BY_TERMINAL: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

/** A shell's exit codes for what cannot be started. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Runs the program as a child with this process's streams, and ends as it ends. */
export function runAsChild(program: Program): Promise<number> {
  const child = start(program);
  const forward = (signal: NodeJS.Signals): void => {
    if (!(isatty(0) && SENT_BY_TERMINAL.has(signal))) child.kill(signal);
  };
  const signals = FORWARDED.filter((signal) => signal in constants.signals);
  for (const signal of signals) process.on(signal, forward);
  relayMessages(child);
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      // Also raised when a signal cannot be sent; then the program is running on.
      if (child.pid !== undefined) return;
      const isMissing = error.code === 'ENOENT';
      const why = isMissing ? 'is not found' : `cannot be started (${error.code ?? error.message})`;
      process.stderr.write(`castellan: ${program.file} ${why}\n`);
      resolve(isMissing ? NOT_FOUND : NOT_EXECUTABLE);
    });
    child.on('exit', (code, signal) => {
      for (const one of signals) process.removeListener(one, forward);
      if (process.connected) process.disconnect();
      if (signal !== null) dieOf(signal);
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
    });
  });
}

function start({ file, args, env, isNode }: Program): ChildProcess {
  const hasChannel = process.channel !== undefined;
  const stdio = hasChannel ? (['inherit', 'inherit', 'inherit', 'ipc'] as const) : 'inherit';
  if (process.platform !== 'win32' || isNode)
    return spawn(file, args, { env, stdio: stdio as never });
  // npm and its like are batch files there, which only a shell starts.
  return spawn(windowsCommand(file, args), { env, stdio: stdio as never, shell: true });
}

/** Whoever sees this process end must see the signal that ended the program. */
function dieOf(signal: NodeJS.Signals): void {
  try {
    process.kill(process.pid, signal);
  } catch {
    // Windows knows few signals; the exit code then tells.
  }
}

function relayMessages(child: ChildProcess): void {
  if (process.channel === undefined) return;
  process.on('message', (message) => child.send(message as object));
  process.on('disconnect', () => child.connected && child.disconnect());
  child.on('message', (message) => process.send?.(message));
}
