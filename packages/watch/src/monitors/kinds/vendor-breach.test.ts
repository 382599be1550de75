import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { parseNetwork } from '@castellan/core';
import { sql } from 'kysely';
import { ada } from '../../people/case-ada.ts';
import { everyApp } from '../../people/app-scope.ts';
import { caseServers, temporaryDirectory } from '../../store/case-store.ts';
import type { OpenStore } from '../../store/open-store.ts';
import { Vault } from '../../vault/vault.ts';
import { handleBreach } from '../../vendors/breaches.ts';
import { caseBreach } from '../../vendors/case-breach.ts';
import { addVendor, editVendor, listVendors, type NewVendor } from '../../vendors/vendors.ts';
import { makeCertificate, withoutOpenssl } from '../case-certificate.ts';
import { addMonitor, listMonitors } from '../monitors.ts';
import { lookNow } from '../run-monitors.ts';

const skip = withoutOpenssl;
const innerNetworks = [parseNetwork('127.0.0.0/8')!];
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

let open: OpenStore;
let server: Server;
let answer: { status: number; text: string };
let url: string;

before(async () => {
  if (skip !== undefined) return;
  open = await caseServers[0]!.open();
  const pair = makeCertificate();
  setDefaultCACertificates([...getCACertificates('default'), pair.cert]);
  server = createServer(pair, (request, response) => {
    const isAsked =
      request.url === '/api/v3/breaches' && request.headers['user-agent'] !== undefined;
    response.writeHead(isAsked ? answer.status : 400).end(answer.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}/api/v3/breaches`;
});
after(async () => {
  server?.close();
  await open?.close();
});

const vendor = (name: string, domain: string): NewVendor => ({
  name,
  domain,
  data: '',
  contact: '',
  criticality: 'high',
  notes: '',
});
const list = (...entries: readonly object[]): void => {
  answer = { status: 200, text: JSON.stringify(entries) };
};

test(
  'old breaches of vendors are shown, new ones told until somebody has dealt with them',
  { skip },
  async () => {
    const { store } = open;
    const context = { store, vault: new Vault(temporaryDirectory()), innerNetworks };
    await sql`insert into channels (id, name, kind, settings, rules, created_by, tokens)
    values (gen_random_uuid(), 'team', 'webhook', '{}', '{}', 'Ada', 1)`.execute(store);
    const kind = 'vendor-breach';
    const added = await addMonitor(context, ada, { name: kind, kind, settings: { url } });
    assert.ok(added.ok);
    const look = async (): Promise<readonly (string | undefined)[]> => {
      const found = await lookNow(context, added.id);
      return [found?.level, found?.summary];
    };
    const state = async (): Promise<string | undefined> =>
      (await listMonitors(store, everyApp))[0]?.state;
    const old = caseBreach({ Name: 'Old', Title: 'Old one', AddedDate: '2013-12-04T00:00:00Z' });
    list(old);
    assert.deepEqual(await look(), ['ok', 'No vendor is noted yet']);
    const stripe = await addVendor(store, ada, vendor('Stripe', 'api.stripe.com'));
    assert.ok(stripe.ok);
    assert.deepEqual(await look(), ['ok', 'No new breach of a vendor of yours']);
    const [before] = await listVendors(store, everyApp);
    assert.deepEqual(
      before?.breaches.map(({ name, is_news }) => [name, is_news]),
      [['Old', false]],
    );

    const one = caseBreach({ Name: 'New', AddedDate: inMs(1_000) });
    const others = caseBreach({ Name: 'Others', Domain: 'other.com', AddedDate: inMs(1_000) });
    list(old, one, others);
    const words =
      'Stripe was breached (A breach for tests, 2026-10-30): Email addresses, Passwords';
    assert.deepEqual(await look(), ['critical', words]);
    assert.equal(await state(), 'critical', 'at once');
    const told = async (): Promise<readonly string[]> => {
      const { rows } = await sql<{ cause: string }>`delete from outbox returning cause`.execute(
        store,
      );
      return rows.map(({ cause }) => cause);
    };
    assert.deepEqual(await told(), ['opened']);
    await look();
    assert.deepEqual(await told(), [], 'once');
    const another = caseBreach({ Name: 'Another', Title: 'Another', AddedDate: inMs(1_000) });
    list(old, one, others, another);
    await look();
    assert.deepEqual(await told(), ['worse']);
    assert.equal(await handleBreach(store, ada, stripe.id, 'Old'), false, 'it is no news');
    assert.equal(await handleBreach(store, ada, stripe.id, 'New'), true);
    assert.equal(await handleBreach(store, ada, stripe.id, 'New'), false);
    assert.match((await look())[1] ?? '', /^Stripe was breached \(Another, 2026-10-30\)[^;]*$/);
    assert.deepEqual(await told(), [], 'one less is no news');
    assert.equal(await handleBreach(store, ada, stripe.id, 'Another'), true);
    await look();
    await look();
    assert.equal(await state(), 'ok');
    assert.deepEqual(await told(), ['resolved']);
    const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where act = 'handle breach'`.execute(store);
    assert.equal(rows[0]?.n, 2);

    await editVendor(store, ada, stripe.id, vendor('Stripe', 'other.com'));
    const [moved] = await listVendors(store, everyApp);
    assert.deepEqual(moved?.breaches, [], 'they were of another domain');
  },
);

test('a list that is away, or is something else, is told in words', { skip }, async () => {
  const context = { store: open.store, vault: new Vault(temporaryDirectory()), innerNetworks };
  const kind = 'vendor-breach';
  const added = await addMonitor(context, ada, { name: 'away', kind, settings: { url } });
  assert.ok(added.ok);
  const answers = [
    [503, '', /localhost:\d+ answers 503/],
    [200, '<html>', /something else than a list of breaches/],
    [200, `[${' '.repeat(17_000_000)}]`, /something else than a list of breaches/],
  ] as const;
  for (const [status, text, words] of answers) {
    answer = { status, text };
    const found = await lookNow(context, added.id);
    assert.equal(found?.level, 'critical');
    assert.match(found.summary, words);
  }
});
