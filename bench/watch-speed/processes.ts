import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** A watch that runs beside us, and its PostgreSQL. */
export interface WatchProcess {
  readonly url: string;
  /** Where the first person is made; empty when there are people. */
  readonly setUpUrl: string;
  readonly pid: number;
  /** As it was at the last look; 0 for a PostgreSQL that is not watch's own. */
  readonly postmaster: number;
  /** Finds the PostgreSQL that runs now. */
  look(): void;
  end(): Promise<void>;
}

/**
 * Starts a watch on a directory, in a process of its own; `DATABASE_URL` in `env` names another PostgreSQL.
 * What goes wrong in it is written to our own stderr, or to a file.
 */
export async function startProcess(
  directory: string,
  env: Readonly<Record<string, string>> = {},
  log?: string,
): Promise<WatchProcess> {
  const program = join(import.meta.dirname, 'server.ts');
  const child = spawn(process.execPath, ['-C', 'castellan-source', program, directory], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const errors = log === undefined ? process.stderr : createWriteStream(log, { flags: 'a' });
  child.stderr.pipe(errors, { end: log !== undefined });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = (await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('watch ended at once'))),
  ])) as [string];
  const { url, setUpUrl = '' } = JSON.parse(line) as { url: string; setUpUrl?: string };
  const file = join(directory, 'postgres', 'postmaster.pid');
  const now = (): number =>
    'DATABASE_URL' in env ? 0 : Number(readFileSync(file, 'utf8').split('\n')[0]);
  let postmaster = now();
  return {
    url,
    setUpUrl,
    pid: child.pid ?? 0,
    get postmaster() {
      return postmaster;
    },
    look() {
      postmaster = now();
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

/** The processes below one, itself included. */
function family(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? fieldsOf(Number(name)) : undefined;
    if (fields !== undefined) parents.set(Number(name), Number(fields[1]));
  }
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  }
  return found;
}

/** What follows the name in `/proc/PID/stat` (proc_pid_stat(5)): the first one is field 3. */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** CPU seconds, of children that ended too: a backend's time goes to the postmaster. */
function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids
    .flatMap((pid) => fieldsOf(pid)?.slice(11, 15) ?? [])
    .reduce((sum, field) => sum + Number(field), 0);
  return ticks / ticksPerSecond;
}

export interface Cpu {
  readonly watch: number;
  readonly postgres: number;
}

export function cpuOf({ pid, postmaster }: WatchProcess): Cpu {
  return { watch: cpuSeconds([pid]), postgres: cpuSeconds(family(postmaster)) };
}

export interface Memory {
  readonly rssMb: number;
  /** Shared pages counted once, in shares. */
  readonly pssMb: number;
}

/** Memory of watch and of all of its PostgreSQL's processes. */
export function memoryOf({ pid, postmaster }: WatchProcess): {
  readonly watch: Memory;
  readonly postgres: Memory;
} {
  return { watch: memoryIn([pid]), postgres: memoryIn(family(postmaster)) };
}

function memoryIn(pids: readonly number[]): Memory {
  const sum = { Rss: 0, Pss: 0 };
  for (const pid of pids) {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      for (const key of ['Rss', 'Pss'] as const) {
        sum[key] += Number(new RegExp(`^${key}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
      }
    } catch {
      // It ended meanwhile.
    }
  }
  return { rssMb: sum.Rss / 1_024, pssMb: sum.Pss / 1_024 };
}
