import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseServers } from './case-store.ts';
import { copyIn } from './copy-in.ts';
import { CopyRows } from './copy-rows.ts';
import type { OpenStore } from './open-store.ts';
import type { Store } from './schema.ts';

const columns = ['id', 'at', 'text', 'number', 'count', 'is_set', 'json'];
const id = '0189f0aa-12cd-7000-8abc-0123456789ab';
const other = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface Row {
  readonly id: string | undefined;
  readonly at: Date;
  readonly text: string | undefined;
  readonly number: number;
  readonly count: number | undefined;
  readonly isSet: boolean;
  readonly json: string;
}
const row: Row = {
  id,
  at: new Date('2026-11-26T10:00:00.123Z'),
  text: 'plain',
  number: 7,
  count: 5,
  isSet: true,
  json: '{"a":1}',
};

let open: OpenStore;
before(async () => {
  open = await caseServers[0]!.open();
  await sql`create table copied (line int generated always as identity, id uuid unique, at timestamptz not null,
    text text, number int, count bigint, is_set boolean, json json)`.execute(open.store);
});
after(() => open?.close());

function put(store: Store, rows: readonly Row[], expectedBytes = 0): Promise<void> {
  const copy = new CopyRows(expectedBytes);
  for (const one of rows) {
    copy.row(columns.length);
    copy.uuid(one.id);
    copy.time(one.at);
    copy.text(one.text);
    copy.int4(one.number);
    copy.int8(one.count);
    copy.boolean(one.isSet);
    copy.text(one.json);
  }
  return copyIn(store, 'copied', columns, copy.finish());
}

async function taken(): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select id, at, text, number, count, is_set as "isSet", json::text as json
    from copied order by line`.execute(open.store);
  await sql`truncate copied`.execute(open.store);
  return rows;
}

test('what is copied in is read back as it was, and nothing is told by null', async () => {
  const rows: Row[] = [
    row,
    { ...row, id: other, at: new Date('1969-07-20T20:17:40Z'), number: -2_147_483_648, count: -1 },
    { ...row, id: undefined, text: undefined, count: undefined, isSet: false },
    { ...row, id: undefined, text: '', number: 2_147_483_647, count: 2 ** 52 },
    ...['a'.repeat(64), 'a'.repeat(65), 'ü🏰\t\\N\n"', 'é'.repeat(300)].map((text) => ({
      ...row,
      id: undefined,
      text,
    })),
    { ...row, id: undefined, json: JSON.stringify('x'.repeat(200_000)) },
  ];
  await put(open.store, rows);
  const found = await taken();
  assert.deepEqual(
    found,
    rows.map((one) => ({
      ...one,
      id: one.id ?? null,
      text: one.text ?? null,
      count: one.count ?? null,
    })),
  );
});

test('texts that PostgreSQL cannot hold are stored as near as it can', async () => {
  const texts = ['a\0b', `${'long '.repeat(30)}\0`, '\ud800x'];
  await put(
    open.store,
    texts.map((text) => ({ ...row, id: undefined, text })),
  );
  assert.deepEqual(
    (await taken()).map(({ text }) => text),
    ['a\ufffdb', `${'long '.repeat(30)}\ufffd`, '\ufffdx'],
  );
});

test('what is no UUID is refused before anything is sent', () => {
  for (const text of ['', 'x', id.slice(1), `${id}0`, id.replace('0', 'g'), id.replace('0', 'é')]) {
    assert.throws(() => new CopyRows(0).uuid(text), TypeError, text);
  }
});

test('one that fails says why, leaves nothing, and its connection goes on', async () => {
  await open.store.connection().execute(async (connection) => {
    await assert.rejects(put(connection, [row, row]), { code: '23505', table: 'copied' });
    await assert.rejects(put(connection, [{ ...row, json: '{' }]), { code: '22P02' });
    await put(connection, [row], 1_000_000);
  });
  assert.deepEqual(await taken(), [row]);
});
