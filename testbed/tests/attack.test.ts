import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attackApp, holesOfApp, replayAtBoth } from '../harness/attack-run.ts';
import { skipWithout } from '../servers/server-table.ts';

test(
  'koa3 with mysql2: every hole, its line, and none once mended (bench/attack has the other apps)',
  { skip: skipWithout('MYSQL_PORT') },
  async () => {
    const app = { framework: 'koa3', database: 'mysql2' };
    const bad = await attackApp({ ...app, form: 'bad' }, []);
    assert.deepEqual([...new Set(bad.found)].sort(), [...holesOfApp()].sort(), bad.said);
    assert.deepEqual(bad.withoutLine, []);
    const good = await attackApp({ ...app, form: 'good' }, []);
    assert.deepEqual([good.found, good.exitCode], [[], 0], good.said);
  },
);

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
