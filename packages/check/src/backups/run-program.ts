import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CannotRestore } from './backup-kind.ts';
import type { Workspace } from './workspace.ts';

const maxKept = 16_777_216;
const maxErrors = 65_536;

export interface Ended {
  readonly exitCode: number;
  /** Its output, up to 16 MiB. */
  readonly out: string;
  /** What it complained of, up to 64 KiB. */
  readonly err: string;
}

interface RunOptions {
  readonly input?: Readable;
  readonly env?: NodeJS.ProcessEnv;
  /** Stays who we are: for programs that run nothing of what they read. */
  readonly asWeAre?: boolean;
}

/** Runs one program to its end. Throws `CannotRestore` when it takes too long or cannot start. */
export async function runProgram(
  workspace: Workspace,
  program: string,
  args: readonly string[],
  { input, env, asWeAre = false }: RunOptions = {},
): Promise<Ended> {
  const signal = AbortSignal.timeout(workspace.timeoutMs);
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(!asWeAre && workspace.account),
    signal,
    killSignal: 'SIGKILL',
  });
  const out = kept(child.stdout, maxKept);
  const err = kept(child.stderr, maxErrors);
  const exited = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  // A program that gives up early closes its input: its own words say why. What cannot be read is told.
  const fed = pipeline(input ?? Readable.from([]), child.stdin);
  const feeding = fed.catch((error: NodeJS.ErrnoException) => error);
  try {
    const exitCode = await exited;
    const fault = await feeding;
    if (fault && !isClosed(fault)) throw fault;
    return { exitCode, out: out(), err: err() };
  } catch (error) {
    if (!signal.aborted) throw error;
    const minutes = Math.round(workspace.timeoutMs / 60_000);
    throw new CannotRestore(`not done after ${minutes} minutes: give it longer with --max-minutes`);
  }
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function kept(stream: Readable, max: number): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length < max) chunks.push(chunk.subarray(0, max - length));
    length += chunk.length;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
