import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { json, query, type Answer } from '../cases/case.ts';
import { startApp, type RunningApp } from '../harness/app-process.ts';
import { appNode } from '../harness/nodes.ts';
import { guardEntry } from '../harness/places.ts';
import { buildBundle, variantFile } from '../harness/variants.ts';
import { type ServerVariable, skipWithout } from '../servers/server-table.ts';

const attack = "x' UNION SELECT id, secret FROM secrets -- x";
const apps: readonly {
  readonly app: string;
  readonly needs: ServerVariable;
  readonly keepNames?: boolean;
}[] = [
  { app: 'wire/pg', needs: 'POSTGRES_URL' },
  { app: 'wire/postgres', needs: 'POSTGRES_URL' },
  { app: 'wire/mysql2', needs: 'MYSQL_PORT' },
  // This driver finds out what a packet is by its function's name.
  { app: 'wire/mysql', needs: 'MYSQL_PORT', keepNames: true },
  { app: 'wire/mariadb', needs: 'MYSQL_PORT' },
];

for (const { app, needs, keepNames } of apps) {
  const skip = skipWithout(needs);
  describe(`${app}, bundled and minified, one connection`, { skip }, () =>
    testSaturated(app, keepNames),
  );
}

function testSaturated(app: string, keepNames = false): void {
  let guarded: RunningApp;
  let open: RunningApp;
  before(async () => {
    assert.ok(existsSync(fileURLToPath(guardEntry)), 'guard is not built: npm run build');
    await buildBundle(app, keepNames);
    const start = { file: variantFile(app, 'bundle'), node: appNode };
    guarded = await startApp({ ...start, isGuarded: true });
    open = await startApp({ ...start, isGuarded: false });
  });
  after(async () => {
    await guarded?.stop();
    await open?.stop();
  });

  it('is open to the attack without guard', async () => {
    const { text } = await open.send(query('/users', { name: attack }));
    assert.ok(text.includes('crown-jewels'), text);
  });

  for (const { title, request } of [
    { title: 'a query string', request: query('/users', { name: attack }) },
    { title: 'a JSON body', request: json('/users', { name: attack }) },
  ]) {
    it(`stops an attack in ${title}`, async () => {
      assertRefused(await guarded.send(request), guarded);
    });

    it(`stops it among 40 honest requests that wait for the connection, ${title}`, async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          guarded.send(i % 4 === 3 ? request : query('/users', { name: i % 2 ? 'bob' : 'alice' })),
        ),
      );
      for (const [i, answer] of answers.entries()) {
        if (i % 4 === 3) assertRefused(answer, guarded);
        else assert.deepEqual(rowsOf(answer, guarded), i % 2 ? [3, 'bob'] : [1, 'alice']);
      }
    });
  }

  it('stops attacks whose senders do not wait for the answer', async () => {
    const stacked = "x'; INSERT INTO notes VALUES ('stolen'); --";
    const url = `http://127.0.0.1:${guarded.port}/users?name=${encodeURIComponent(stacked)}`;
    const waiting = Array.from({ length: 40 }, (_, i) =>
      i % 2 === 0
        ? guarded.send(query('/users', { name: 'alice' }))
        : fetch(url, { signal: AbortSignal.timeout(5) }).catch(() => undefined),
    );
    await Promise.all(waiting);
    const { text } = await guarded.send(query('/notes', {}));
    assert.ok(!text.includes('stolen'), text);
  });

  it('serves names that look like attacks, and lives', async () => {
    const answer = await guarded.send(query('/users', { name: 'Union Select' }));
    assert.deepEqual(rowsOf(answer, guarded), [4, 'Union Select']);
    assert.ok(guarded.isAlive(), guarded.output());
  });
}

function assertRefused(answer: Answer, app: RunningApp): void {
  assert.equal(answer.status, 403, `${answer.text}\n${app.output()}`);
}

function rowsOf({ status, text }: Answer, app: RunningApp): unknown[] {
  assert.equal(status, 200, `${text}\n${app.output()}`);
  const { rows } = JSON.parse(text) as { rows: { id: number; name: string }[] };
  return rows.flatMap(({ id, name }) => [id, name]);
}
