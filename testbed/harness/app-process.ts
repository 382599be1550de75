import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, TestRequest } from '../cases/case.ts';
import { guardEntry, testbedRoot } from './places.ts';
import { send } from './send.ts';

/** An app that runs in a process of its own. */
export interface RunningApp {
  readonly port: number;
  readonly scheme: string;
  /** Everything it wrote to its standard streams so far. */
  output(): string;
  /** False once its process ended, which no request may bring about. */
  isAlive(): boolean;
  send(request: TestRequest): Promise<Answer>;
  /** Sends a message to the process; resolves to the next one that it sends. */
  ask(message: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** How an app is started. */
export interface AppStart {
  /** Path from the testbed's root. */
  readonly file: string;
  readonly node: string;
  readonly isGuarded?: boolean;
  /** All of Node's flags, guard's own included; by default `--import` of guard when `isGuarded`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an app and waits until it serves; throws its output when it does not. */
export async function startApp({
  file,
  node,
  isGuarded,
  flags,
  env,
}: AppStart): Promise<RunningApp> {
  const own = flags ?? (isGuarded ? ['--import', guardEntry] : []);
  const child = spawn(node, [...own, join(testbedRoot, file)], {
    cwd: testbedRoot,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...withoutTestRunner(process.env),
      CASTELLAN_FINDINGS_FILE: 'false',
      CASTELLAN_LOG: 'json',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  const { port, scheme } = await announced(child, () => output);
  return {
    port,
    scheme,
    output: () => output,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    send: (request) => send({ scheme, port }, request),
    async ask(message) {
      const answer = once(child, 'message', { signal: AbortSignal.timeout(60_000) });
      child.send(message);
      return (await answer)[0] as unknown;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

function withoutTestRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...rest } = env;
  return rest;
}

async function announced(
  child: ChildProcess,
  output: () => string,
): Promise<{ port: number; scheme: string }> {
  const late = AbortSignal.timeout(120_000);
  const ended = once(child, 'exit', { signal: late }).then(() => undefined);
  const message = once(child, 'message', { signal: late }).then(([value]) => value as never);
  try {
    const first = await Promise.race([message, ended]);
    if (first !== undefined) return first;
    throw new Error('it ended');
  } catch (cause) {
    child.kill('SIGKILL');
    throw new Error(`${child.spawnargs.join(' ')} did not serve: ${output()}`, { cause });
  } finally {
    ended.catch(() => {});
    message.catch(() => {});
  }
}
