import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CasePostgres } from '../../packages/watch/src/store/case-postgres.ts';
import { tryFault, type Trial, type TrialPlace } from './trial.ts';

/** A trial on a PostgreSQL of the system, by `DATABASE_URL`. */
async function onOwnDatabase(
  name: string,
  home: string,
  place: Pick<TrialPlace, 'env'>,
  harm: (trial: Trial, postgres: CasePostgres) => Promise<void>,
): Promise<boolean> {
  const postgres = new CasePostgres(join(home, 'postgres'), place.env);
  await postgres.start();
  try {
    const options = {
      ...place,
      log: join(home, 'log'),
      directory: join(home, 'watch'),
      databaseUrl: postgres.url,
    };
    return await tryFault(name, options, (trial) => harm(trial, postgres));
  } finally {
    await postgres.stop();
  }
}

/** In order, at once and hard, away for up to some seconds. */
export function databaseAway(home: string, times: number): Promise<boolean> {
  const name = `${times} times the database of DATABASE_URL stopped or killed under ingest, and started again`;
  return onOwnDatabase(name, home, {}, async (trial, postgres) => {
    for (let count = 0; count < times; count += 1) {
      await pause(300 + ((count * 137) % 900));
      await postgres.stop((['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)[count % 3]);
      await pause((count * 613) % 5_000);
      await postgres.start();
      trial.done(`${count + 1} of ${times}`);
    }
  });
}

/** The clock of watch and of its database, by hours ahead and behind; needs Debian's `faketime`. */
export function clockJumps(home: string, times: number): Promise<boolean> {
  const [faketime = ''] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (faketime === '') throw new Error('apt-get install faketime, or leave it out with --only');
  const clock = join(home, 'clock');
  writeFileSync(clock, '+0', { mode: 0o644 });
  const env = {
    LD_PRELOAD: faketime,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const name = `${times} times the clock of watch and its database set 5 hours ahead or behind under ingest, or right again`;
  return onOwnDatabase(name, home, { env }, async (trial) => {
    for (let count = 0; count < times; count += 1) {
      writeFileSync(clock, ['+5h', '+0', '-5h', '+0'][count % 4] ?? '+0');
      await pause(2_000);
      trial.done(`${count + 1} of ${times}`);
    }
    writeFileSync(clock, '+0');
    await pause(1_000);
  });
}
