import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { exportFormats } from '../exports/registry.generated.ts';
import { caseFinding, caseRows, caseScope } from '../ingest/case-finding.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { createApiToken, type IngestScope } from '../people/tokens.ts';
import { Partitions } from '../store/partitions.ts';
import { type CaseApi, openCaseApi } from './case-api.ts';

let one: CaseApi;
let owner: Record<string, string>;
let scoped: Record<string, string>;
let shop: IngestScope;
let bank: IngestScope;
const ofShop = 1_234;

before(async () => {
  one = await openCaseApi();
  const { store } = one.open;
  shop = await caseScope(store, 'shop');
  bank = await caseScope(store, 'bank');
  owner = await bearer(undefined);
  scoped = await bearer([shop.appId]);
  await storeSome(shop, ofShop, '=1+1\n"x"|y');
  await storeSome(bank, 7, 'canary');
});
after(() => one?.close());

async function bearer(apps: string[] | undefined): Promise<Record<string, string>> {
  const rights = { role: 'viewer', apps, expiresAt: new Date(Date.now() + 60_000) } as const;
  const made = await createApiToken(one.open.store, rights, { name: 't', createdBy: undefined });
  return { authorization: `Bearer ${made.token}` };
}

async function storeSome(scope: IngestScope, count: number, reason: string): Promise<void> {
  const { store } = one.open;
  for (let left = count; left > 0; left -= 500) {
    const findings = Array.from({ length: Math.min(500, left) }, (_, at) =>
      caseFinding({
        id: randomUUID(),
        reason,
        severity: at % 2 === 0 ? 'critical' : 'low',
        time: new Date(Date.now() - at * 1_000).toISOString(),
      }),
    );
    const delivery = { rows: caseRows(scope, findings), heartbeats: [] };
    await storeDelivery(store, new Partitions(store), scope, delivery);
  }
}

async function download(search: string, headers = owner): Promise<string> {
  const answer = await one.call('GET', `/api/v1/events/export?${search}`, { headers });
  assert.equal(answer.status, 200, search);
  return answer.text();
}

test('everything that was asked for is in the file once, in every form', async () => {
  const ids = new Set<string>();
  for (const { id, appId } of lines(await download(''))) {
    ids.add(id);
    assert.ok([shop.appId, bank.appId].includes(appId));
  }
  assert.equal(ids.size, ofShop + 7);
  for (const { kind, mediaType, extension, head } of exportFormats) {
    const path = `/api/v1/events/export?format=${kind}&app=${bank.appId}`;
    const answer = await one.call('GET', path, { headers: owner });
    assert.equal(answer.headers.get('content-type'), mediaType);
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      new RegExp(`^attachment; filename="castellan-events-\\d{8}T\\d{6}Z\\.${extension}"$`),
    );
    const text = await answer.text();
    assert.equal(text.trimEnd().split('\n').length, 7 + (head === undefined ? 0 : 1), kind);
    assert.match(text, /canary/);
  }
});

function lines(text: string): { id: string; appId: string; cut?: true }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; appId: string; cut?: true });
}

test('a file that was cut ends with a line that says so, and one that fits exactly does not', async () => {
  const cut = lines(await download(`app=${shop.appId}&most=600`));
  assert.equal(cut.length, 601);
  assert.deepEqual([cut.at(-1)?.cut, cut.filter(({ id }) => id !== undefined).length], [true, 600]);
  for (const search of [`app=${shop.appId}&most=${ofShop}`, 'q=app:bank&most=7']) {
    assert.ok(
      lines(await download(search)).every((line) => line.cut === undefined),
      search,
    );
  }
});

test('a query narrows the file, and what cannot be read is refused before it begins', async () => {
  const found = lines(await download(`q=${encodeURIComponent('severity:critical app:shop')}`));
  assert.equal(found.length, ofShop / 2);
  const query = '/api/v1/events/export?q=%22open';
  assert.equal((await one.call('GET', query, { headers: owner })).status, 400);
  const format = '/api/v1/events/export?format=xls';
  assert.equal((await one.call('GET', format, { headers: owner })).status, 400);
});

test('nobody takes away events of an app that they do not see', async () => {
  for (const { kind } of exportFormats) {
    const text = await download(`format=${kind}`, scoped);
    assert.ok(!text.includes('canary') && !text.includes(bank.appId), kind);
    const other = await download(`format=${kind}&app=${bank.appId}`, scoped);
    assert.ok(!other.includes('canary'), kind);
  }
  assert.equal(lines(await download('', scoped)).length, ofShop);
});

test('the file is made as it is taken, and who took it is written down', async () => {
  const { store } = one.open;
  const answer = await one.call('GET', '/api/v1/events/export?most=1000', { headers: owner });
  const reader = answer.body!.getReader();
  const first = await reader.read();
  assert.ok(!first.done);
  await reader.cancel();
  const { details } = await store
    .selectFrom('audit')
    .select('details')
    .where('act', '=', 'export events')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual(details, { most: 1_000 });
});

/** The text format 0.0.4 by its grammar: the samples of each metric, by name and labels. */
function readExposition(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  let name = '';
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const help = /^# HELP ([a-z_][a-z0-9_]*) \S/.exec(line);
    if (help !== null) {
      name = help[1]!;
      continue;
    }
    if (/^# TYPE \S+ (counter|gauge)$/.test(line)) {
      assert.equal(line.split(' ')[2], name, 'TYPE follows its HELP');
      continue;
    }
    const match =
      /^([a-z_][a-z0-9_]*)(\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    assert.ok(match, line);
    assert.equal(match[1], name, 'the samples of a metric stand together');
    const key = `${name}${match[2] ?? ''}`;
    assert.ok(!samples.has(key), `${key} stands once`);
    samples.set(key, Number(match[3]));
  }
  return samples;
}

async function metrics(headers: Record<string, string>): Promise<Map<string, number>> {
  const answer = await one.call('GET', '/metrics', { headers });
  assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  return readExposition(await answer.text());
}

test('Prometheus reads what is measured, of the apps that its token sees', async () => {
  const all = await metrics(owner);
  const series =
    'castellan_events_last_24_hours{app="APP",detection="sql-injection",disposition="blocked"}';
  assert.equal(all.get(series.replace('APP', 'shop')), ofShop);
  assert.equal(all.get(series.replace('APP', 'bank')), 7);
  assert.ok((all.get('process_resident_memory_bytes') ?? 0) > 1_000_000);
  assert.equal(all.get('castellan_ingest_lines_total{result="accepted"}'), 0);
  const some = await metrics(scoped);
  assert.equal(some.get(series.replace('APP', 'shop')), ofShop);
  const names = [...some.keys()].join('\n');
  assert.doesNotMatch(names, /bank|castellan_deliveries|castellan_ingest|castellan_job|process_/);
  const open = (of: Map<string, number>): number =>
    [...of]
      .filter(([name]) => name.startsWith('castellan_incidents_open'))
      .reduce((total, [, count]) => total + count, 0);
  assert.ok(open(some) > 0 && open(some) < open(all));
  assert.equal((await one.call('GET', '/metrics')).status, 401);
});

test('what a sender names adds no line and no end of metrics', async () => {
  const { store } = one.open;
  const scope = await caseScope(store, 'many "\\ names');
  const findings = Array.from({ length: 700 }, (_, at) =>
    caseFinding({ id: randomUUID(), detection: `d${at}"\n\\x{}` }),
  );
  const rows = caseRows(scope, findings);
  await storeDelivery(store, new Partitions(store), scope, {
    rows,
    heartbeats: [],
  });
  const of = [...(await metrics(owner))].filter(([name]) => name.startsWith('castellan_events'));
  assert.ok(of.length <= 503, `${of.length} series`);
  const total = of.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(total, ofShop + 7 + 700);
});
