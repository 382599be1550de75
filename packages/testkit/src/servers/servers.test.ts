import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { hasMariadb, startMariadb } from './mariadb.ts';
import { postgresPrograms, startPostgres } from './postgres.ts';

const withoutPostgres =
  postgresPrograms() === undefined &&
  'no PostgreSQL in /usr/lib/postgresql: apt-get install postgresql';
const withoutMariadb = !hasMariadb() && 'no MariaDB: apt-get install mariadb-server';

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}

test(
  'a PostgreSQL answers at its address, and nothing of it is left',
  { skip: withoutPostgres },
  async () => {
    const { url, port, programs, close } = await startPostgres({ user: 'somebody' });
    const ask = ['-d', url, '-Atc', 'select current_user, current_setting($$data_directory$$)'];
    const [user, data = ''] = execFileSync(join(programs, 'psql'), ask, { encoding: 'utf8' })
      .trim()
      .split('|');
    assert.equal(user, 'somebody');
    await close();
    assert.deepEqual([await isOpen(port), existsSync(dirname(data))], [false, false]);
  },
);

test('a PostgreSQL that does not come up says why', { skip: withoutPostgres }, async () => {
  await assert.rejects(
    startPostgres({ settings: { shared_buffers: 'plenty' } }),
    /did not come up: .*invalid value for parameter "shared_buffers"/s,
  );
});

test(
  'a MariaDB answers root by its socket, and nothing of it is left',
  { skip: withoutMariadb },
  async () => {
    const { port, socket, close } = await startMariadb();
    const ask = ['--no-defaults', '-uroot', `--socket=${socket}`, '-Ne', 'select @@port'];
    assert.equal(execFileSync('mariadb', ask, { encoding: 'utf8' }).trim(), String(port));
    assert.ok(await isOpen(port));
    await close();
    assert.deepEqual([await isOpen(port), existsSync(dirname(socket))], [false, false]);
  },
);

test('programs of PostgreSQL that are too old are passed over', { skip: withoutPostgres }, () => {
  assert.equal(postgresPrograms(1_000), undefined);
});
