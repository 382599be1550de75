import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Thrown when a server's program is not on this machine. */
export class MissingServerError extends Error {
  override readonly name = 'MissingServerError';
}

/** A system account, by its numbers. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Key and certificate of a server, as PEM. */
export interface PemPair {
  readonly key: string;
  readonly cert: string;
}

/** The account a server runs as: nobody when we are root, which PostgreSQL refuses, else our own. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined)
    throw new MissingServerError('no account named nobody, and the server may not run as root');
  return { uid: Number(uid), gid: Number(gid) };
}

/** A fresh directory that `account` owns. */
export function serverDirectory(name: string, account: Account | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), `castellan-${name}-`));
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  return directory;
}

/** Puts key and certificate where the server may read them. */
export function writePemPair(
  directory: string,
  pair: PemPair,
  account: Account | undefined,
): { readonly keyFile: string; readonly certFile: string } {
  const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  writeFileSync(keyFile, pair.key, { mode: 0o600 });
  writeFileSync(certFile, pair.cert);
  if (account !== undefined)
    for (const file of [keyFile, certFile]) chownSync(file, account.uid, account.gid);
  return { keyFile, certFile };
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
  const { status, stderr, stdout, error } = spawnSync(file, args, {
    encoding: 'utf8',
    // Nobody may not enter where we stand.
    cwd: '/',
    ...account,
  });
  if (status !== 0) throw new Error(`${file} failed: ${error?.message ?? ''}${stderr}${stdout}`);
}

/** Starts a server that the kernel ends when this process dies, however it dies. */
export function startServer(
  file: string,
  args: readonly string[],
  account: Account | undefined,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const setpriv = '/usr/bin/setpriv';
  const options = { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe')[] };
  if (!existsSync(setpriv))
    return spawn(file, args, { ...options, ...account, env: { ...process.env, ...env } });
  const who = account
    ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
    : ([] as const);
  // Set once it runs as the account: a library that is loaded before may leave behind what is ours alone.
  const set = ['env', ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  const flags = [...who, '--pdeathsig', 'KILL', '--', ...set, file, ...args];
  return spawn(setpriv, flags, options);
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
      if (hasEnded(child) || Date.now() > end)
        throw new Error(`${child.spawnargs.join(' ')} did not come up: ${output}`, { cause });
      await pause(50);
    }
  }
}

/** Sends a signal and waits for the end, for so long that the kernel is asked to end it then. */
export async function endServer(
  child: ChildProcess | undefined,
  signal: NodeJS.Signals,
  patienceMs = 30_000,
): Promise<void> {
  if (child === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const hurry = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(hurry);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
