import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { commandLineFlags, guardFlags } from '../../run/guard-flags.ts';
import type { ProbeAnswer } from './answer.ts';

export interface GuardedChild {
  readonly child: ChildProcess;
  /** The last thing that the child said, once it has ended. */
  readonly answer: Promise<ProbeAnswer | undefined>;
  /** Exit code or signal. */
  readonly ended: Promise<string>;
}

/**
 * Starts Node under guard with a channel for answers. What the child prints goes to `output`: to
 * nobody, or to this process's standard error, since its standard output belongs to the report.
 */
export function startGuarded(
  args: readonly string[],
  { cwd, env, output }: { cwd: string; env: NodeJS.ProcessEnv; output: 'nobody' | 'stderr' },
): GuardedChild {
  const printed = output === 'nobody' ? 'ignore' : 2;
  const child = spawn(process.execPath, [...commandLineFlags(guardFlags()), ...args], {
    cwd,
    env,
    stdio: ['ignore', printed, printed, 'pipe'],
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.on('close', (code, signal) => resolve(code === null ? `${signal}` : `exit code ${code}`));
  });
  return { child, answer: lastAnswer(child.stdio[3] as Readable, ended), ended };
}

async function lastAnswer(
  channel: Readable,
  ended: Promise<string>,
): Promise<ProbeAnswer | undefined> {
  let text = '';
  channel.setEncoding('utf8');
  channel.on('data', (piece: string) => {
    text += piece;
    // Only whole lines and the one that is being written: an app that runs for long says much.
    const start = text.lastIndexOf('\n', text.length - 2);
    if (start > 0 && text.endsWith('\n')) text = text.slice(start + 1);
  });
  await ended;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? undefined : (JSON.parse(lines.at(-1)!) as ProbeAnswer);
}

/** A file beside this one, as it is called here: `.ts` from source, `.js` when built. */
export function probeFile(name: 'load-package' | 'watch-app'): string {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
  return fileURLToPath(new URL(`./${name}${extension}`, import.meta.url));
}
