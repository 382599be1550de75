import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './workspace.ts';

/** How a command ended. */
export interface CommandResult {
  /** Exit code; 1 when it could not be started or was ended by a signal. */
  readonly code: number;
  /** What it printed on standard output. */
  readonly output: string;
}

/** Runs a command at the root, showing what it prints, and waits for its end. */
export async function runCommand(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<CommandResult> {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal !== null) process.stdout.write(`${file} was ended by ${signal}\n`);
    return { code: code ?? 1, output };
  } catch (error) {
    process.stdout.write(`${file} could not be started: ${String(error)}\n`);
    return { code: 1, output };
  }
}
