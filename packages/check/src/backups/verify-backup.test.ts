import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  hasMariadb,
  postgresPrograms,
  startMariadb,
  startPostgres,
} from '@castellan/testkit/servers';
import type { RestoreRecord } from '../evidence/collectors/restores.ts';
import { type Expected, type Trial, verifyBackup } from './verify-backup.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'castellan-backups-'));
});
after(() => rmSync(folder, { recursive: true }));

/** What came of it, on one line. */
async function verify(place: string, expected: Partial<Expected> = {}): Promise<string> {
  const path = isAbsolute(place) ? place : join(folder, place);
  return wordsOf(await verifyBackup(path, 'shop', { minRows: {}, ...expected }, 60_000));
}

function wordsOf(trial: Trial): string {
  if (trial.status === 'broken') return `broken ${trial.kind}: ${trial.problem}`;
  if (trial.status === 'unknown') return `unknown ${trial.kind}: ${trial.needs}`;
  const { kind, count } = trial.record;
  return `restored ${kind}: ${count} in ${Object.keys(trial.tables ?? {}).length}`;
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

function without(program: string): string | false {
  const { error } = spawnSync(program, ['--version']);
  return error ? `${program} is not installed here` : false;
}

describe('SQLite', { skip: without('sqlite3') }, () => {
  const make =
    'CREATE TABLE orders(id INTEGER PRIMARY KEY, what TEXT); INSERT INTO orders(what) SELECT hex(randomblob(40)) FROM generate_series(1,2000);CREATE TABLE "odd ""name"(x)';
  const sqlite = (...args: string[]): string =>
    execFileSync('sqlite3', args, { cwd: folder, encoding: 'utf8' });

  test('a database comes back, with its rows; a damaged one does not', async () => {
    sqlite('shop.db', make);
    assert.equal(await verify('shop.db'), 'restored SQLite database: 2000 in 2');
    const bytes = readFileSync(join(folder, 'shop.db'));
    bytes.fill(0x41, 8192, 16_384);
    assert.match(await verify(file('damaged.db', bytes)), /^broken SQLite database: /);
  });

  test('a dump as text is restored without the commands of the shell', async () => {
    const dump = sqlite('shop.db', '.dump');
    assert.equal(await verify(file('dump.sql', dump)), 'restored SQLite database: 2000 in 2');
    assert.match(await verify(file('cut.sql', dump.slice(0, dump.length / 2))), /^broken/);
    const mark = join(folder, 'mark');
    const evil = dump.replace('COMMIT;', `.shell touch ${mark}\nCOMMIT;`);
    assert.match(await verify(file('evil.sql', evil)), /^broken/);
    assert.ok(!existsSync(mark));
  });

  test('fewer rows than told, a third less than before, too old: each is said', async () => {
    const few = await verify('shop.db', { minRows: { orders: 2001 } });
    assert.match(few, /orders has 2000 rows, fewer than 2001/);
    assert.match(await verify('shop.db', { minRows: { users: 1 } }), /table users is not in it/);
    const before = { restoredAt: '2026-11-01T00:00:00Z', count: 2857 } as RestoreRecord;
    assert.match(await verify('shop.db', { before }), /^restored/);
    const less = await verify('shop.db', { before: { ...before, count: 2858 } });
    assert.match(less, /it holds 2000, where the trial of 2026-11-01 found 2858/);
    const then = new Date(Date.now() - 27 * 3_600_000);
    utimesSync(join(folder, 'shop.db'), then, then);
    assert.match(await verify('shop.db', { maxAgeMs: 26 * 3_600_000 }), /too long ago/);
    assert.match(await verify('shop.db', { maxAgeMs: 28 * 3_600_000 }), /^restored/);
  });
});

const withoutPostgresql =
  postgresPrograms() === undefined && 'no PostgreSQL server is installed here';

describe('PostgreSQL', { skip: withoutPostgresql }, () => {
  let dumps = '';
  before(async () => {
    dumps = await dumpsOfPostgresql(folder);
  });

  for (const form of ['plain.sql', 'custom.dump', 'tar.tar', 'folder', 'plain.sql.gz'])
    test(`${form}: every table comes back`, async () => {
      const said = await verify(join(dumps, form), { minRows: { 'public.orders': 500 } });
      assert.equal(said, 'restored PostgreSQL dump: 503 in 2');
    });

  test('what was cut off is told, in every form', async () => {
    for (const form of ['plain.sql', 'custom.dump', 'tar.tar', 'plain.sql.gz']) {
      const cut = join(folder, `cut-${form}`);
      cpSync(join(dumps, form), cut);
      truncateSync(cut, Math.floor(statSync(cut).size * 0.7));
      assert.match(await verify(cut), /^broken PostgreSQL dump: /, form);
    }
  });

  test('a dump that wants to run a program does not, and is no backup', async () => {
    const mark = join(folder, 'mark-pg');
    const dump = readFileSync(join(dumps, 'plain.sql'), 'utf8');
    const end = '--\n-- PostgreSQL database dump complete';
    for (const evil of [`\\! touch ${mark}\n`, `COPY (SELECT 1) TO PROGRAM 'touch ${mark}';\n`]) {
      const name = file(
        'evil-pg.sql',
        dump.replace(end, () => evil + end),
      );
      assert.match(
        await verify(name),
        /^broken PostgreSQL dump: (it holds commands|must be|permission)/,
      );
      assert.ok(!existsSync(mark));
    }
  });
});

/** Dumps in every form, made by a server that lives as long as this takes. */
async function dumpsOfPostgresql(parent: string): Promise<string> {
  const out = mkdtempSync(join(parent, 'pg-'));
  const { url, programs, close } = await startPostgres({ user: 'shop' });
  const run = (program: string, ...args: string[]): unknown =>
    execFileSync(join(programs, program), [...args, '-d', url], { cwd: out });
  try {
    run('psql', '-v', 'ON_ERROR_STOP=1', '-qc', ordersInPostgresql);
    run('pg_dump', '-f', 'plain.sql');
    run('pg_dump', '-Fc', '-f', 'custom.dump');
    run('pg_dump', '-Ft', '-f', 'tar.tar');
    run('pg_dump', '-Fd', '-f', 'folder');
  } finally {
    await close();
  }
  writeFileSync(join(out, 'plain.sql.gz'), gzipSync(readFileSync(join(out, 'plain.sql'))));
  return out;
}

const ordersInPostgresql = `
  CREATE TABLE orders(id int primary key, what text);
  INSERT INTO orders SELECT g, md5(g::text) FROM generate_series(1,500) g;
  CREATE ROLE clerk;
  CREATE SCHEMA stock;
  CREATE TABLE stock."odd 'name"(x int);
  INSERT INTO stock."odd 'name" VALUES (1),(2),(3);
  GRANT SELECT ON orders TO clerk;
  ALTER TABLE orders OWNER TO clerk;`;

const withoutMariadb = !hasMariadb() && 'no MariaDB server is installed here';

describe('MariaDB', { skip: withoutMariadb }, () => {
  let dump = '';
  before(async () => {
    dump = await dumpOfMariadb();
  });

  test('every table comes back, also packed', async () => {
    const name = file('maria.sql.gz', gzipSync(dump));
    const said = await verify(name, { minRows: { orders: 300 } });
    assert.equal(said, 'restored MariaDB or MySQL dump: 302 in 2');
  });

  test('what was cut off is told, and a program is not run', async () => {
    assert.match(await verify(file('m-cut.sql', dump.slice(0, dump.length * 0.6))), /^broken/);
    const mark = join(folder, 'mark-maria');
    const end = '-- Dump completed';
    for (const evil of [`\\! touch ${mark}`, `SELECT 1 INTO OUTFILE '${mark}';`]) {
      const name = file(
        'm-evil.sql',
        dump.replace(end, () => `${evil}\n${end}`),
      );
      assert.match(await verify(name), /^broken MariaDB/);
      assert.ok(!existsSync(mark));
    }
  });
});

async function dumpOfMariadb(): Promise<string> {
  const { socket, close } = await startMariadb();
  const at = ['--no-defaults', '-uroot', `--socket=${socket}`];
  try {
    execFileSync('mariadb', at, { input: ordersInMariadb });
    return execFileSync('mariadb-dump', [...at, 'shop'], { encoding: 'utf8' });
  } finally {
    await close();
  }
}

const ordersInMariadb = `
  CREATE DATABASE shop;
  USE shop;
  CREATE TABLE orders(id int primary key, what text);
  INSERT INTO orders SELECT seq, md5(seq) FROM seq_1_to_300;
  CREATE TABLE \`odd \`\`name\`(x int);
  INSERT INTO \`odd \`\`name\` VALUES (1),(2);
  CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.what = 'x';`;

describe('restic', { skip: without('restic') }, () => {
  test('the newest snapshot comes back; a damaged pack, or no password, is told', async () => {
    const repository = join(folder, 'repository');
    process.env['RESTIC_PASSWORD'] = 'only for this test';
    const restic = (...args: string[]): void => {
      execFileSync('restic', ['-q', '--no-cache', '-r', repository, ...args], { cwd: folder });
    };
    restic('init');
    mkdirSync(join(folder, 'kept'));
    for (let number = 0; number < 20; number += 1)
      writeFileSync(join(folder, 'kept', `${number}.txt`), `order ${number}\n`.repeat(500));
    restic('backup', 'kept');
    assert.equal(await verify('repository'), 'restored restic repository: 20 in 0');
    damagePacks(join(repository, 'data'));
    assert.match(await verify('repository'), /^broken restic repository: /);
    delete process.env['RESTIC_PASSWORD'];
    assert.match(
      await verify('repository'),
      /^unknown restic repository: set RESTIC_PASSWORD_FILE/,
    );
  });
});

function damagePacks(data: string): void {
  const packs = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const pack of packs) {
    const bytes = readFileSync(pack);
    bytes.fill(0, 20, 60);
    rmSync(pack, { force: true });
    writeFileSync(pack, bytes);
  }
}

test('what is no backup, locked, empty or not the file that was sent is told apart', async () => {
  assert.match(await verify('none.db'), /^unknown.*none\.db is not there/);
  assert.match(await verify(file('note.txt', 'remember the milk')), /^unknown.*PostgreSQL dump, /);
  assert.match(await verify(file('empty.sql', '')), /^broken.*is empty/);
  const locked = file('shop.age', 'age-encryption.org/v1\n-> X25519 abc');
  assert.match(await verify(locked), /^unknown.*is encrypted: open it first, with age/);
  const database = file('sent.db', 'SQLite format 3\0and so on');
  file('sent.db.sha256', `${createHash('sha256').update('another').digest('hex')}  sent.db\n`);
  assert.match(await verify(database), /^broken.*not the file whose digest stands in/);
  assert.match(
    await verify(file('torn.gz', gzipSync('x'.repeat(9000)).subarray(0, 12))),
    /^broken/,
  );
});
