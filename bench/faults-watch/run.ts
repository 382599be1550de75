// What watch does when it is killed, when its database is or is away, when the disk is full, when the clock jumps,
// when one of two servers is killed, and what guard does while watch is away. How far it is goes to stderr.
//   npm run -s source bench/faults-watch/run.ts -- [--kills 50] [--times 20] [--only kill|disk|database|clock|servers|spool]
// The full disk is a small file system in memory, for which it must be root. Ends in 1 when something does not hold.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { type FaultTrial, faultTrials } from '../../packages/testkit/src/watch/faults/trials.ts';
import { clockJumps, databaseAway } from './own-database.ts';
import { type Trial, tryFault } from './trial.ts';

const { values: flags } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    times: { type: 'string', default: '20' },
    only: { type: 'string' },
  },
});
const kills = Number(flags.kills);
const times = Number(flags.times);
const diskMb = 400;
const home = mkdtempSync(join(tmpdir(), 'castellan-faults-'));
chmodSync(home, 0o755);
console.log(`${machineLine(describeMachine(process.versions.node))}\n`);
try {
  const trials: Readonly<Record<string, () => Promise<boolean>>> = {
    kill: killed,
    disk: diskFull,
    database: () => databaseAway(placeOf('database'), times),
    clock: () => clockJumps(placeOf('clock'), times),
    ...Object.fromEntries(faultTrials.map((trial) => [trial.name, () => throughApi(trial)])),
  };
  for (const [name, trial] of Object.entries(trials)) {
    if (flags.only !== undefined && flags.only !== name) continue;
    if (!(await trial())) process.exitCode = 1;
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

function placeOf(trial: string): string {
  const place = join(home, trial);
  mkdirSync(place);
  return place;
}

/** What a test tries shortly, for as long as the others here. */
async function throughApi({ name, title, missing, run }: FaultTrial): Promise<boolean> {
  if (missing !== undefined) throw new Error(missing);
  const progress = (words: string): void =>
    console.error(`${new Date().toISOString().slice(11, 19)} ${name}: ${words}`);
  const outcome = await run({ times, progress }).then(
    (figures) => ({ holds: true, words: figures }),
    (error: unknown) => ({ holds: false, words: String(error) }),
  );
  console.log(
    `${title}: ${outcome.holds ? 'holds' : 'DOES NOT HOLD'}\n  ${times} times; ${outcome.words}`,
  );
  return outcome.holds;
}

/** In turn: the database, watch, and both at once, at odd moments. */
function killed(): Promise<boolean> {
  const name = `${kills} times kill -9 of the database, watch, or both under ingest`;
  return tryFault(
    name,
    { directory: join(home, 'killed'), log: join(home, 'killed.log') },
    async (trial) => {
      for (let count = 0; count < kills; count += 1) {
        await pause(300 + ((count * 137) % 900));
        const { pid, postmaster } = trial.server;
        if (count % 3 !== 1) kill(postmaster);
        if (count % 3 === 0) {
          await answers(trial);
        } else {
          kill(pid);
          await trial.restart();
        }
        trial.done(`${count + 1} of ${kills} killed`);
      }
    },
  );
}

/** The database is restarted by watch: its new process is found when it answers again. */
async function answers(trial: Trial): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const response = await fetch(`${trial.server.url}/api/v1/health`).catch(() => undefined);
    if (response?.ok) break;
    await pause(100);
  }
  trial.server.look();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is on its way back from the kill before.
  }
}

async function diskFull(): Promise<boolean> {
  const mount = join(home, 'disk');
  mkdirSync(mount);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMb}m,mode=755`, 'tmpfs', mount]);
  try {
    const ballast = join(mount, 'ballast');
    return await tryFault(
      'the disk full, then room again',
      { directory: join(mount, 'data'), log: join(home, 'disk.log') },
      async (trial) => {
        await pause(1_000);
        fillUp(ballast);
        for (const until = Date.now() + 60_000; Date.now() < until; await pause(200)) {
          if ((trial.told.answers.get('503') ?? 0) > 20) break;
        }
        if (!trial.told.answers.has('503')) throw new Error('the disk never got full');
        await pause(5_000);
        rmSync(ballast);
      },
    );
  } finally {
    execFileSync('umount', [mount]);
  }
}

/** As much as there is room for, less a little for the deliveries to fill. */
function fillUp(file: string): void {
  const block = Buffer.alloc(1_048_576);
  for (let size = 0; size < diskMb; size += 1) {
    try {
      writeFileSync(file, block, { flag: 'a' });
    } catch {
      break;
    }
  }
}
