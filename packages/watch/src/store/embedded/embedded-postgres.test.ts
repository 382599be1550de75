import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { temporaryDirectory } from '../case-store.ts';
import { accountFor } from './account.ts';
import { unreachablePart } from './binaries.ts';
import { EmbeddedPostgres } from './embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const withoutRoot = !isRoot && 'only root can give it an account of its own: run the tests as root';
const home = join(temporaryDirectory(), 'data');
let server: EmbeddedPostgres;

before(async () => {
  server = await EmbeddedPostgres.start(home);
});
after(() => server?.stop());

/** One statement on a connection of its own; tries again while PostgreSQL comes back. */
async function query(text: string): Promise<unknown[][]> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ ...server.connection, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query({ text, rowMode: 'array' })).rows as unknown[][];
    } catch (error) {
      if (tries === 200) throw error;
      await pause(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

test('it listens on a unix socket only, and writes durably', async () => {
  assert.deepEqual(await query('show listen_addresses'), [['']]);
  assert.deepEqual(await query('show fsync'), [['on']]);
  assert.deepEqual(await query('show synchronous_commit'), [['on']]);
  assert.deepEqual(await query('show data_checksums'), [['on']]);
});

test('data and socket are closed to others, and so is the password', () => {
  for (const name of ['postgres', 'run']) {
    assert.equal(statSync(join(home, name)).mode & 0o777, 0o700, name);
  }
  const password = statSync(join(home, 'database-password'));
  assert.equal(password.mode & 0o777, 0o600);
  assert.equal(password.uid, process.getuid?.());
});

test(
  'it never runs as root, and its account cannot sign in without the password',
  { skip: withoutRoot },
  async () => {
    const owner = statSync(join(home, 'postgres')).uid;
    assert.notEqual(owner, 0);
    assert.equal(statSync(`/proc/${server.pid}`).uid, owner);
    const client = new pg.Client({ ...server.connection, password: 'guess' });
    await assert.rejects(client.connect(), /password authentication failed/);
  },
);

test('a directory that another process uses is refused in words, and not harmed', async () => {
  await assert.rejects(
    EmbeddedPostgres.start(home),
    /belongs to another process that runs \(castellan watch \d+\)/,
  );
  assert.deepEqual(await query('select 1'), [[1]]);
});

test('two that start at once on one new directory: one has it, the other is told', async () => {
  const fresh = join(temporaryDirectory(), 'data');
  const first = await EmbeddedPostgres.start(fresh);
  await first.stop();
  const both = await Promise.allSettled([
    EmbeddedPostgres.start(fresh),
    EmbeddedPostgres.start(fresh),
  ]);
  const started = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const reasons = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  for (const one of started) await one.stop();
  assert.equal(started.length, 1, reasons.join('\n'));
  assert.match(reasons[0] ?? '', /belongs to another process/);
});

test('killed with -9 it comes back by itself with everything that was committed', async () => {
  await query('create table kept (n int)');
  for (let round = 1; round <= 3; round += 1) {
    await query(`insert into kept values (${round})`);
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    const { length } = await query('select n from kept');
    assert.equal(length, round);
    assert.notEqual(server.pid, pid);
  }
});

test('when its watch is killed with -9 the next one takes it over', async () => {
  const place = join(temporaryDirectory(), 'data');
  const module = JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href);
  const code = `
    const { EmbeddedPostgres } = await import(${module});
    const { pid } = await EmbeddedPostgres.start(${JSON.stringify(place)});
    require('node:fs').writeSync(1, String(pid));
    process.kill(process.pid, 'SIGKILL');`;
  const flags = ['-C', 'castellan-source', '-e', `(async () => {${code}})()`];
  const { stdout } = (await promisify(execFile)(process.execPath, flags).catch(
    (error: unknown) => error,
  )) as { stdout: string };
  const next = await EmbeddedPostgres.start(place);
  try {
    assert.equal(String(next.pid), stdout);
  } finally {
    await next.stop();
  }
  assert.throws(() => process.kill(Number(stdout), 0), { code: 'ESRCH' });
});

test('after a clean stop nothing is left running, and the data is there at the next start', async () => {
  await query('create table still (n int); insert into still values (7)');
  const { pid } = server;
  await server.stop();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  server = await EmbeddedPostgres.start(home);
  assert.deepEqual(await query('select n from still'), [[7]]);
});

test('data of another major version is refused, never touched', async () => {
  const old = join(temporaryDirectory(), 'data');
  mkdirSync(join(old, 'postgres'), { recursive: true });
  writeFileSync(join(old, 'postgres', 'PG_VERSION'), '17\n');
  await assert.rejects(
    EmbeddedPostgres.start(old),
    /was made by PostgreSQL 17, and this is PostgreSQL 18/,
  );
  assert.deepEqual(readdirSync(join(old, 'postgres')), ['PG_VERSION']);
});

test('a place that the account may not enter is named', { skip: withoutRoot }, async () => {
  const closed = temporaryDirectory();
  chmodSync(closed, 0o700);
  await assert.rejects(EmbeddedPostgres.start(join(closed, 'data')), (error: Error) =>
    error.message.includes(`may not enter ${closed}`),
  );
});

test('a path too long for a socket does not matter', async () => {
  const long = join(temporaryDirectory(), 'd'.repeat(100), 'data');
  const far = await EmbeddedPostgres.start(long);
  await far.stop();
  const file = join(long, 'socket-directory');
  const place = readFileSync(file, 'utf8');
  const again = await EmbeddedPostgres.start(long);
  await again.stop();
  assert.equal(readFileSync(file, 'utf8'), place);
  // Opened by somebody else meanwhile, or put there by them.
  chmodSync(place, 0o777);
  const third = await EmbeddedPostgres.start(long);
  await third.stop();
  const other = readFileSync(file, 'utf8');
  assert.notEqual(other, place);
  for (const directory of [place, other]) rmSync(directory, { recursive: true });
});

test('an interrupted first start leaves nothing that the next one trips over', async () => {
  const place = join(temporaryDirectory(), 'data');
  mkdirSync(join(place, 'postgres.partial'), { recursive: true });
  writeFileSync(join(place, 'postgres.partial', 'PG_VERSION'), '18\n');
  const one = await EmbeddedPostgres.start(place);
  await one.stop();
});

test('lock files that a kill left empty do not keep it from starting', async () => {
  const place = join(temporaryDirectory(), 'data');
  const first = await EmbeddedPostgres.start(place);
  const owner = statSync(join(place, 'postgres'));
  await first.stop();
  const old = join(place, 'run', '.s.PGSQL.5432.lock');
  const young = join(place, 'postgres', 'postmaster.pid');
  for (const file of [old, young]) {
    writeFileSync(file, '');
    chownSync(file, owner.uid, owner.gid);
  }
  const hourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(old, hourAgo, hourAgo);
  const next = await EmbeddedPostgres.start(place);
  await next.stop();
});

test(
  'an account is the owner of what is there, else castellan, else nobody; never root',
  { skip: withoutRoot },
  () => {
    const passwd = join(temporaryDirectory(), 'passwd');
    const lines = [
      'root:x:0:0::/:',
      'nobody:x:65534:65534::/:',
      'castellan:x:990:990::/:',
      'odd',
      ':x:::',
    ];
    writeFileSync(passwd, lines.join('\n'));
    assert.equal(accountFor('/does/not/exist', passwd)?.name, 'castellan');
    writeFileSync(passwd, lines.slice(0, 2).join('\n'));
    assert.equal(accountFor('/does/not/exist', passwd)?.name, 'nobody');
    writeFileSync(passwd, 'castellan:x:0:0::/:');
    assert.equal(accountFor('/does/not/exist', passwd), undefined);
  },
);

test('what others may not enter is found on the way', () => {
  const open = temporaryDirectory();
  const closed = join(open, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  chmodSync(closed, 0o700);
  assert.equal(unreachablePart(open), undefined);
  assert.equal(unreachablePart(join(closed, 'deeper')), closed);
});

test('the log of PostgreSQL holds no password', () => {
  const password = readFileSync(join(home, 'database-password'), 'utf8');
  assert.equal(readFileSync(join(home, 'postgres.log'), 'utf8').includes(password), false);
  const { stdout } = { stdout: execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }) };
  assert.equal(stdout.includes(password), false);
});
