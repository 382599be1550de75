import { type ChildProcess, spawn } from 'node:child_process';

/** Long enough for a machine that has much else to do. */
const READY_WITHIN_MS = 120_000;
const KEPT_OUTPUT = 8_000;

export interface ChildOptions {
  /** How it is called when it does not start. */
  readonly name: string;
  readonly node: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** How long it may take to end by itself. */
  readonly stopWithinMs: number;
}

/** A program of the demo that came up, and the first message that it sent. */
export interface Child<Told> {
  readonly told: Told;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves when the process ends by itself, with the last of what it printed. */
  readonly ended: Promise<string>;
}

/** Starts a program that tells by message when it is ready; rejects with its output when it is not. */
export async function startChild<Told>(options: ChildOptions): Promise<Child<Told>> {
  const { name, node, args, cwd, env, stopWithinMs } = options;
  const child = spawn(node, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = keepOutput(child);
  // A program that is not there ends with an error and no exit.
  const gone = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) child.once(event, () => resolve());
  });
  const stop = async (): Promise<void> => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await gone;
    clearTimeout(hard);
  };
  try {
    const told = (await firstMessage(child)) as Told;
    return { told, stop, ended: gone.then(output) };
  } catch (cause) {
    await stop();
    throw new Error(`${name} did not start: ${(cause as Error).message}\n${output()}`, { cause });
  }
}

/** Reads both streams, so that the child never waits for us, and keeps the end of them. */
function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  const keep = (chunk: Buffer): void => {
    kept = (kept + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => kept.trim();
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('not ready in time')), READY_WITHIN_MS);
    const fail = (error: Error): void => {
      clearTimeout(late);
      reject(error);
    };
    child.once('error', fail);
    child.once('exit', (code, signal) => fail(new Error(`ended with ${signal ?? code}`)));
    child.once('message', (message) => {
      clearTimeout(late);
      resolve(message);
    });
  });
}
