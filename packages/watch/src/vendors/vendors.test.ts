import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { caseScope } from '../ingest/case-finding.ts';
import { everyApp } from '../people/app-scope.ts';
import { caseServers } from '../store/case-store.ts';
import type { OpenStore } from '../store/open-store.ts';
import { foundDomains, ignoreDomain } from './found-domains.ts';
import { remindOfReviews } from './remind-of-reviews.ts';
import { addVendor, editVendor, listVendors, type NewVendor, removeVendor } from './vendors.ts';
import { ada } from '../people/case-ada.ts';

const vendor = (more: Partial<NewVendor>): NewVendor => ({
  name: 'Stripe',
  domain: 'stripe.com',
  data: 'card numbers',
  contact: 'security@stripe.com',
  criticality: 'high',
  notes: '',
  ...more,
});

let open: OpenStore;
let app: string;

before(async () => {
  open = await caseServers[0]!.open();
  ({ appId: app } = await caseScope(open.store));
  const hosts = [
    ['api.stripe.com', 443, 'fetch', 5],
    ['hooks.stripe.com', 443, 'fetch', 1],
    ['api.stripe.com', 443, 'node:net', 2],
    ['in.logs.datadoghq.com', 443, 'fetch', 90],
    ['db.internal', 5432, 'pg', 1_000],
    ['10.0.0.5', 6379, 'node:net', 1_000],
  ] as const;
  for (const [host, port, library, calls] of hosts) {
    await open.store
      .insertInto('app_outbound')
      .values({
        app_id: app,
        environment: 'production',
        host,
        port,
        library,
        calls,
        first_seen: new Date(),
        last_seen: new Date(),
      })
      .execute();
  }
});
after(() => open?.close());

const foundNames = async (withIgnored = false): Promise<readonly string[]> =>
  (await foundDomains(open.store, everyApp, withIgnored)).map(({ domain }) => domain);

test('hosts that apps reach are offered by domain, until they are a vendor or of no interest', async () => {
  const { store } = open;
  assert.deepEqual(await foundNames(), ['datadoghq.com', 'stripe.com']);
  const [, stripe] = await foundDomains(store, everyApp, false);
  assert.deepEqual(stripe?.uses[0]?.hosts, ['api.stripe.com', 'hooks.stripe.com']);
  assert.equal(stripe?.uses[0]?.calls, 8);
  assert.deepEqual(await foundDomains(store, { apps: [randomUUID()] }, false), []);

  await ignoreDomain(store, ada, { domain: 'in.logs.datadoghq.com', isIgnored: true });
  assert.deepEqual(await foundNames(), ['stripe.com']);
  assert.deepEqual(await foundNames(true), ['datadoghq.com', 'stripe.com']);
  await ignoreDomain(store, ada, { domain: 'datadoghq.com', isIgnored: false });
  assert.deepEqual(await foundNames(), ['datadoghq.com', 'stripe.com']);

  const added = await addVendor(store, ada, vendor({ domain: 'https://dashboard.stripe.com/' }));
  assert.ok(added.ok);
  assert.deepEqual(await foundNames(true), ['datadoghq.com']);
  const [stored] = await listVendors(store, everyApp);
  assert.deepEqual(
    [stored?.domain, stored?.uses[0]?.hosts],
    ['stripe.com', ['api.stripe.com', 'hooks.stripe.com']],
  );
  const [seen] = await listVendors(store, { apps: [randomUUID()] });
  assert.deepEqual(seen?.uses, [], 'the app is one that the asker does not see');
  assert.ok(await removeVendor(store, ada, added.id));
  assert.equal(await removeVendor(store, ada, added.id), false);
});

test('a domain is of one vendor, an owner somebody, and what changed stands in the audit log', async () => {
  const { store } = open;
  const added = await addVendor(store, ada, vendor({ notes: 'nul \0 byte' }));
  const other = await addVendor(store, ada, vendor({ domain: 'example.net', name: 'Other' }));
  assert.ok(added.ok && other.ok);
  const again = await addVendor(store, ada, vendor({ domain: 'api.stripe.com' }));
  assert.ok(!again.ok && again.isConflict === true);
  const moved = await editVendor(store, ada, other.id, vendor({}));
  assert.ok(moved?.ok === false && moved.isConflict === true);
  const within = await addVendor(store, ada, vendor({ domain: 'db.internal' }));
  assert.match(within.ok ? '' : within.problem, /such as stripe\.com/);
  const nobody = await editVendor(store, ada, added.id, vendor({ ownerId: randomUUID() }));
  assert.match(nobody?.ok === false ? nobody.problem : '', /no such person/);
  assert.equal(await editVendor(store, ada, randomUUID(), vendor({ domain: 'a.com' })), undefined);
  const edited = vendor({ criticality: 'low', reviewOn: '2027-01-01' });
  assert.deepEqual(await editVendor(store, ada, added.id, edited), { ok: true, id: added.id });
  const { rows } = await sql<{ details: { changed: string[] } }>`
    select details from audit where act = 'edit vendor'`.execute(store);
  assert.deepEqual(
    rows.map(({ details }) => details.changed),
    [['criticality', 'review_on', 'notes']],
  );
});

test('a review is told once when its day has come, and again when it is put off to another', async () => {
  const { store } = open;
  await sql`insert into channels (id, name, kind, settings, rules, created_by, tokens)
    values (${randomUUID()}, 'team', 'webhook', '{}', '{}', 'Ada', 1)`.execute(store);
  const told = async (day: string): Promise<readonly string[]> => {
    await remindOfReviews(store, new Date(`${day}T12:00:00Z`));
    const { rows } = await sql<{ cause: string; title: string }>`
      delete from outbox returning cause, alert->>'title' as title`.execute(store);
    return rows.map(({ cause, title }) => `${cause}: ${title}`);
  };
  assert.deepEqual(await told('2026-12-31'), []);
  assert.deepEqual(await told('2027-01-01'), ['due: review of the vendor Stripe']);
  assert.deepEqual(await told('2027-01-02'), []);
  const [stripe] = await listVendors(store, everyApp).then((all) =>
    all.filter(({ name }) => name === 'Stripe'),
  );
  await editVendor(store, ada, stripe!.id, vendor({ reviewOn: '2028-01-01' }));
  assert.deepEqual(await told('2027-06-01'), []);
  assert.deepEqual(await told('2028-02-01'), ['due: review of the vendor Stripe']);
});
