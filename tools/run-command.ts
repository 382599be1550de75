import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { root } from './workspace.ts';

export interface CommandOptions {
  /** Beside the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ended after that many milliseconds; by default it may take as long as it likes. */
  readonly limitMs?: number;
  /** Keeps what it prints to itself and gives way to others, as befits work in the background. */
  readonly background?: boolean;
}

/** How a command ended. */
export interface CommandResult {
  /** Exit code; 1 when it could not be started or was ended by a signal. */
  readonly code: number;
  /** What it printed on standard output; with `background` on standard error too. */
  readonly output: string;
}

/** What a command that was told to end may still take to say so. */
const graceMs = 10_000;
/** As of nice(1). */
const backgroundPriority = 10;

/** Runs a command at the root, showing what it prints, and waits for its end. */
export async function runCommand(
  file: string,
  args: readonly string[],
  { env = {}, limitMs, background = false }: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', background ? 'pipe' : 'inherit'],
  });
  if (background && child.pid !== undefined) setPriority(child.pid, backgroundPriority);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (!background) process.stdout.write(chunk);
    });
  }
  const end = endOf(file, once(child, 'close') as Promise<[number | null, string | null]>);
  if (limitMs === undefined) return { code: await end, output };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>((resolve) => {
    timer = setTimeout(() => {
      process.stdout.write(`${file} took longer than ${limitMs / 60_000} minutes and was ended\n`);
      child.kill();
      // One that does not heed it is killed; what it started may go on holding its output.
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve(1);
      }, graceMs);
    }, limitMs);
  });
  const code = await Promise.race([end, late]);
  clearTimeout(timer);
  return { code, output };
}

async function endOf(
  file: string,
  closed: Promise<[number | null, string | null]>,
): Promise<number> {
  try {
    const [code, signal] = await closed;
    if (signal !== null) process.stdout.write(`${file} was ended by ${signal}\n`);
    return code ?? 1;
  } catch (error) {
    process.stdout.write(`${file} could not be started: ${String(error)}\n`);
    return 1;
  }
}
