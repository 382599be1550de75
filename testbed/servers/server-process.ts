import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server that was started for this run: its settings for the apps, and how to end it. */
export interface RunningServer {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Thrown when a server's program is not on this machine. */
export class MissingServerError extends Error {
  override readonly name = 'MissingServerError';
}

/** A system account, by its numbers. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account a server runs as: `name` when we are root (PostgreSQL refuses root), else our own. */
export function serverAccount(name: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new MissingServerError(`no account named ${name}, and the server may not run as root`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A fresh directory that `account` owns. */
export function serverDirectory(name: string, account: Account | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), `castellan-${name}-`));
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  return directory;
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a set-up program to its end; throws its output when it fails. */
export function runSetup(file: string, args: readonly string[], account?: Account): void {
  const { status, stderr, stdout, error } = spawnSync(file, args, { encoding: 'utf8', ...account });
  if (status !== 0) throw new Error(`${file} failed: ${error?.message ?? ''}${stderr}${stdout}`);
}

/** Starts a server that the kernel ends when this process dies, however it dies. */
export function startServer(
  file: string,
  args: readonly string[],
  account: Account | undefined,
): ChildProcess {
  const setpriv = '/usr/bin/setpriv';
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  if (!existsSync(setpriv)) return spawn(file, args, { stdio: [...stdio], ...account });
  const who = account
    ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
    : ([] as const);
  return spawn(setpriv, [...who, '--pdeathsig', 'KILL', '--', file, ...args], {
    stdio: [...stdio],
  });
}

/** Tries `probe` until it succeeds; throws the server's own last words when it ends or is too slow. */
export async function untilReady(
  child: ChildProcess,
  probe: () => Promise<unknown>,
  timeoutMs = 60_000,
): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)));
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      await probe();
      return;
    } catch (cause) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > end)
        throw new Error(`${child.spawnargs.join(' ')} did not come up: ${output}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Ends the server and removes its directory. */
export async function stopServer(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    const hurry = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(hurry);
  }
  rmSync(directory, { recursive: true, force: true });
}
