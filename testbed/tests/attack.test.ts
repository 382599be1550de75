import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackApp, holesOfApp, replayAtBoth } from '../harness/attack-run.ts';
import { skipWithout } from '../servers/server-table.ts';

/** `not`: what the app of a framework is not open to, or what is not found in it, see docs/attack.md. */
const apps = [
  {
    framework: 'koa3',
    database: 'mysql2',
    not: [],
    skip: skipWithout('MYSQL_PORT'),
  },
  {
    framework: 'hono',
    database: 'pg',
    not: ['sql-injection GET /sql/cookie'],
    skip: skipWithout('POSTGRES_URL'),
  },
];

for (const { framework, database, not, skip } of apps) {
  test(
    `${framework} with ${database}: every hole, its line, and none once mended`,
    { skip },
    async () => {
      const bad = await attackApp({ framework, database, form: 'bad' }, []);
      const wanted = holesOfApp().filter((hole) => !not.includes(hole));
      assert.deepEqual([...new Set(bad.found)].sort(), [...wanted].sort(), bad.said);
      assert.deepEqual(bad.withoutLine, []);
      const good = await attackApp({ framework, database, form: 'good' }, []);
      assert.deepEqual([good.found, good.exitCode], [[], 0], good.said);
    },
  );
}

test(
  'what was kept is open in the one form and closed in the other',
  { skip: skipWithout('POSTGRES_URL') },
  async () => {
    const app = { framework: 'koa3', database: 'pg' };
    const flags = [
      '--route',
      '/sql',
      '--route',
      '/hello',
      '--route',
      '/fetch',
      '--route',
      '/match',
    ];
    const { open, closed } = await replayAtBoth(app, flags);
    assert.equal(open.code, 1, open.err);
    assert.equal(open.said.match(/ is OPEN$/gm)?.length, 17, open.said);
    assert.equal(closed.code, 0, closed.said + closed.err);
  },
);
