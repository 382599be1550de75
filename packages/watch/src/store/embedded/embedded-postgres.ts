import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { WatchError } from '../../words/watch-error.ts';
import {
  type ClusterDirectory,
  databaseUser,
  prepareCluster,
  reachCluster,
} from './cluster-directory.ts';
import { ageOfEmpty, isAlive, lockFiles, postmasterPid } from './postmaster-file.ts';

/** Small on purpose: the console shares a machine with others. Nothing listens on the network. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  shared_buffers: '32MB',
  max_connections: '30',
  max_wal_size: '512MB',
  // After each checkpoint whole pages go into the log once more.
  checkpoint_timeout: '15min',
  log_min_messages: 'warning',
  log_timezone: 'UTC',
  timezone: 'UTC',
};
const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const pollMs = 50;
/** A server that is being killed may take a connection and never answer on it. */
const answerTimeoutMs = 10_000;
const remnantAgeMs = 2_000;
const maxLogBytes = 1_048_576;
/** Any constant; the holder of this advisory lock owns the directory. */
const ownerLock = 7_277_001;

/**
 * A real PostgreSQL of our own on a directory, reached by unix socket only. Whoever holds the owner
 * lock in it owns the directory: a lock that PostgreSQL itself lets go when its holder dies, so that
 * a watch killed with -9 leaves a server that the next one takes over, and a living one is never joined.
 */
export class EmbeddedPostgres {
  readonly #cluster: ClusterDirectory;
  #child: ChildProcess | undefined;
  #pid = 0;
  #owner: pg.Client | undefined;
  #isStopping = false;
  /** The start that is under way after PostgreSQL ended by itself. */
  #restart: Promise<void> | undefined;

  private constructor(cluster: ClusterDirectory) {
    this.#cluster = cluster;
  }

  /** Starts PostgreSQL on `home`, which is made if need be, or takes over the one that runs there. */
  static async start(home: string): Promise<EmbeddedPostgres> {
    const server = new EmbeddedPostgres(await prepareCluster(home));
    await server.#run();
    return server;
  }

  /** How to connect, as `pg` takes it. */
  get connection(): pg.ClientConfig {
    return connectionTo(this.#cluster);
  }

  get pid(): number {
    return this.#pid;
  }

  /** The account that PostgreSQL runs under, when it is not that of watch. */
  get account(): string | undefined {
    return this.#cluster.account?.name;
  }

  /** Ends PostgreSQL cleanly: sessions are closed, everything is written. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#restart;
    if (this.#owner !== undefined) await closed(this.#owner);
    if (!isAlive(this.#pid)) return;
    process.kill(this.#pid, 'SIGINT');
    if (await this.#ends(stopTimeoutMs)) return;
    process.kill(this.#pid, 'SIGQUIT');
    await this.#ends(stopTimeoutMs);
  }

  async #run(): Promise<void> {
    const running = postmasterPid(this.#cluster.pgdata);
    if (running === undefined || !(await this.#takeOver(running))) {
      if (this.#isStopping) return;
      await this.#clearRemnants();
      this.#launch();
      await this.#ready();
    }
    this.#watchOver();
  }

  /** False when there is no such server any more. */
  async #takeOver(pid: number): Promise<boolean> {
    for (const until = Date.now() + startTimeoutMs; Date.now() < until; await pause(pollMs)) {
      if (!isAlive(pid) || this.#isStopping) return false;
      if (await this.#own().catch(isFatal)) return true;
    }
    // Alive, but it does not answer on our socket: another program has the number by now.
    return false;
  }

  /**
   * PostgreSQL killed between making a lock file and writing into it leaves an empty one, and refuses
   * to start ever after. One that is empty for longer than a start takes is such a remnant.
   */
  async #clearRemnants(): Promise<void> {
    const { pgdata, socketDirectory } = this.#cluster;
    for (const file of lockFiles(pgdata, socketDirectory)) {
      for (let age = ageOfEmpty(file); age !== undefined; age = ageOfEmpty(file)) {
        if (age > remnantAgeMs) rmSync(file, { force: true });
        else await pause(pollMs);
      }
    }
  }

  #launch(): void {
    const { pgdata, socketDirectory, logFile, account, binaries } = this.#cluster;
    const all = { ...settings, unix_socket_directories: socketDirectory };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes)
      truncateSync(logFile);
    const log = openSync(logFile, 'a', 0o600);
    // In a session of its own: Ctrl-C at the terminal is for watch, which then ends it in order.
    this.#child = spawn(binaries.postgres, ['-D', pgdata, ...flags], {
      env: binaries.env,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    this.#child.unref();
    this.#child.on('error', () => undefined);
    closeSync(log);
    this.#pid = this.#child.pid ?? 0;
  }

  async #ready(): Promise<void> {
    const { pgdata, logFile } = this.#cluster;
    for (const until = Date.now() + startTimeoutMs; Date.now() < until; await pause(pollMs)) {
      const rival = postmasterPid(pgdata);
      // Another watch was quicker to start one.
      if (rival !== undefined && rival !== this.#pid && (await this.#takeOver(rival))) return;
      if (this.#hasEnded() || this.#isStopping) break;
      if (await this.#own().catch(isFatal)) return;
    }
    const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
    throw new WatchError(`PostgreSQL did not start on ${pgdata}:\n${lines}`);
  }

  /** The one launched here; by itself or by a signal. */
  #hasEnded(): boolean {
    const child = this.#child;
    return child === undefined || child.exitCode !== null || child.signalCode !== null;
  }

  /** Takes the owner lock of whichever server answers on our socket. */
  async #own(): Promise<boolean> {
    const client = new pg.Client({
      ...this.connection,
      application_name: `castellan watch ${process.pid}`,
      connectionTimeoutMillis: answerTimeoutMs,
      query_timeout: answerTimeoutMs,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ owned: boolean }>(
        'select pg_try_advisory_lock($1) as owned',
        [ownerLock],
      );
      if (rows[0]?.owned !== true) throw await this.#belongsTo(client);
    } catch (error) {
      void closed(client);
      throw error;
    }
    this.#owner = client;
    this.#pid = postmasterPid(this.#cluster.pgdata) ?? this.#pid;
    return true;
  }

  async #belongsTo(client: pg.Client): Promise<WatchError> {
    const { rows: holders } = await client.query<{ name: string }>(
      `select application_name as name from pg_stat_activity join pg_locks using (pid)
       where locktype = 'advisory' and objid = $1 and granted`,
      [ownerLock],
    );
    return new WatchError(
      `${this.#cluster.pgdata} belongs to another process that runs (${holders[0]?.name ?? 'just ended'}). ` +
        'Stop that one, or choose another directory with --data.',
    );
  }

  /** Starts PostgreSQL again when it ends by itself: crash recovery brings back what was committed. */
  #watchOver(): void {
    const again = (): void => {
      if (this.#isStopping) return;
      this.#restart = pause(1_000)
        .then(() => (this.#isStopping ? undefined : this.#run()))
        .catch(again);
    };
    this.#owner?.once('end', again);
  }

  async #ends(timeoutMs: number): Promise<boolean> {
    for (const until = Date.now() + timeoutMs; Date.now() < until; await pause(pollMs)) {
      if (!isAlive(this.#pid)) return true;
    }
    return false;
  }
}

/** How to reach the PostgreSQL that runs on `home` already, whoever owns it; `undefined` when none does. */
export function runningOn(home: string): pg.ClientConfig | undefined {
  const cluster = reachCluster(home);
  const pid = cluster && postmasterPid(cluster.pgdata);
  return cluster !== undefined && pid !== undefined && isAlive(pid)
    ? connectionTo(cluster)
    : undefined;
}

function connectionTo({
  socketDirectory,
  password,
}: Pick<ClusterDirectory, 'socketDirectory' | 'password'>): pg.ClientConfig {
  return {
    host: socketDirectory,
    port: 5432,
    user: databaseUser,
    password,
    database: 'postgres',
  };
}

/** A server that hangs is not waited for. */
async function closed(client: pg.Client): Promise<void> {
  const end = client.end().catch(() => undefined);
  await Promise.race([end, pause(answerTimeoutMs, undefined, { ref: false })]);
}

/** Not yet ready is no reason to give up; a refusal in words is. */
function isFatal(error: unknown): false {
  if (error instanceof WatchError) throw error;
  return false;
}
