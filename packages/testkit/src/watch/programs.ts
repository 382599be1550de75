import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { layCaseCluster } from '@castellan/watch/case-cluster';

const guardUrl = new URL('../../../castellan/src/guard.ts', import.meta.url).href;
const fromSource = ['-C', 'castellan-source'];

/** A program that told, as one line of JSON, where it can be reached. */
export interface Program<Told> {
  readonly child: ChildProcess;
  readonly told: Told;
  /** Everything that it wrote to stderr so far. */
  stderr(): string;
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface ToldByWatch {
  readonly url: string;
  readonly setUpUrl?: string;
}

/** Starts watch in a process of its own, so that it can be killed. */
export async function startWatchProgram(
  directory: string,
  port = 0,
  env: Readonly<Record<string, string>> = {},
): Promise<Program<ToldByWatch>> {
  if (env['DATABASE_URL'] === undefined && !existsSync(directory)) await layCaseCluster(directory);
  return start(
    [...fromSource, programFile('watch.mjs'), directory, String(port)],
    env,
    dirname(directory),
  );
}

/** Starts the app with the hole under guard. */
export function startGuardedApp(
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Program<{ readonly port: number }>> {
  return startGuarded('app.mjs', cwd, env);
}

/** Starts one of the programs under guard. */
export function startGuarded(
  name: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Program<{ readonly port: number }>> {
  return start([...fromSource, '--import', guardUrl, programFile(name), ...args], env, cwd);
}

/** How a command line of `castellan` ended, and what it said. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const cliUrl = new URL('../../../castellan/src/cli.ts', import.meta.url).href;

/** Runs a command line of `castellan` in a process of its own. */
export async function runCastellan(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...argv: readonly string[]
): Promise<Said> {
  const code = `import { main } from ${JSON.stringify(cliUrl)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  const child = spawn(process.execPath, [...fromSource, '--input-type=module', '-e', code], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...keptCode, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const [exit] = (await once(child, 'close')) as [number | null];
  return { code: exit, out, err };
}

/** Where the code of loaded sources is kept: programs then start in a third of the time. The run of all tests says where. */
export const keptCode: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'castellan-code'),
};

function programFile(name: string): string {
  return fileURLToPath(new URL(`./programs/${name}`, import.meta.url));
}

async function start<Told>(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Program<Told>> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...keptCode, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended]);
  if (typeof first[0] !== 'string' || !first[0].startsWith('{')) {
    throw new Error(`the program ended before it told where it is:\n${stderr}`);
  }
  return {
    child,
    told: JSON.parse(first[0]) as Told,
    stderr: () => stderr,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
