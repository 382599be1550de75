import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Heartbeat } from '@castellan/core';
import type { Vendor } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { checkViews } from './check-views.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('vendors');
const none = { faults: 0, inspections: 0, blocks: 0, turnedAway: 0, truncated: 0, lost: 0 };

let watch: Program<ToldByWatch>;
let client: ApiClient;
let url: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let feed: Server;
let feedUrl: string;
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
/** As Have I Been Pwned's list of breaches has them. */
const breaches: object[] = [
  {
    Name: 'Old',
    Title: 'The old one',
    Domain: 'stripe.com',
    BreachDate: '2019-03-04',
    AddedDate: '2019-05-06T00:00:00Z',
    DataClasses: ['Email addresses', 'Passwords'],
  },
];

/** What guard would tell of an app that talks to these hosts. */
function heartbeat(hosts: readonly string[]): Heartbeat {
  const time = new Date().toISOString();
  return {
    version: 1,
    time,
    app: 'shop',
    environment: 'production',
    instance: 'web-1:7',
    nodeVersion: '24.7.0',
    guardVersion: '1.0.0',
    coverage: [],
    counters: none,
    inventory: {
      parts: ['outbound'],
      platform: 'linux x64',
      pid: 7,
      startMode: 'import',
      startedAt: time,
      modes: {},
      exceptions: [],
      seesEsModules: true,
      routes: [],
      outbound: hosts.map((host) => ({ host, port: 443, library: 'fetch', count: 3 })),
      leftOut: { packages: 0, routes: 0, outbound: 0 },
    },
  };
}

describe('vendors in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    feed = createServer((_, response) => response.end(JSON.stringify(breaches)));
    await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
    feedUrl = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/api/v3/breaches`;
    await buildConsolePages();
    ({ watch, client, url } = await startConsole(home));
    const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
    const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
      app,
      environment: 'production',
      name: 'shop',
    });
    const hosts = ['api.stripe.com', 'hooks.stripe.com', 'in.datadoghq.com', 'db.internal'];
    const sent = await fetch(`${url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ heartbeat: heartbeat(hosts) }),
    });
    assert.equal(((await sent.json()) as { rejected: number }).rejected, 0);
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/inventory/vendors'));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    feed?.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('what guard found is a vendor with one press, and is then described', async () => {
    await page.getByText('No vendor is noted yet').waitFor();
    await page.getByText('api.stripe.com, hooks.stripe.com').waitFor();
    assert.equal(await page.getByText('db.internal').count(), 0);
    await page.getByRole('button', { name: 'Add as a vendor: stripe.com' }).click();
    await page.getByRole('heading', { name: 'Stripe' }).waitFor();
    await page.getByLabel('What they hold').fill('<script>ran = 1</script> card numbers');
    await page.getByLabel('Criticality').selectOption('critical');
    await page.getByLabel('Looked after by').selectOption({ label: 'Ada' });
    await page.getByLabel('Agreement of').fill('2025-02-03');
    await page.getByLabel('Review on').fill('2026-01-02');
    await page.getByLabel('Notes').fill('renews each March');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('due since 2026-01-02').waitFor();
    const { items } = await client.call<{ items: Vendor[] }>('GET', '/api/v1/vendors');
    const [stripe] = items;
    assert.deepEqual(
      [stripe?.owner, stripe?.criticality, stripe?.agreedOn, stripe?.notes],
      ['Ada', 'critical', '2025-02-03', 'renews each March'],
    );
    assert.equal(await page.evaluate(`'ran' in globalThis`), false);
  });

  test('what is no vendor is put aside, and brought back', async () => {
    await page.getByRole('link', { name: 'Vendors' }).click();
    await page.getByRole('button', { name: 'Not a vendor: datadoghq.com' }).click();
    await page.getByText('Nobody else: every host').waitFor();
    await page.getByLabel('Also those put aside').check();
    await page.getByRole('button', { name: 'Offer again: datadoghq.com' }).click();
    await page.getByRole('button', { name: 'Not a vendor: datadoghq.com' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('ignored'), 'yes');
  });

  test('one is added by hand, refused with words when its domain is taken, and taken away', async () => {
    await page.getByRole('link', { name: 'Add a vendor' }).click();
    await page.getByLabel('Name').fill('Stripe again');
    await page.getByLabel('Domain').fill('https://dashboard.stripe.com/');
    await page.getByRole('button', { name: 'Add the vendor' }).click();
    await page.getByText('There is a vendor with stripe.com.').waitFor();
    await page.getByLabel('Domain').fill('https://www.example.net/');
    await page.getByRole('button', { name: 'Add the vendor' }).click();
    await page.getByRole('heading', { name: 'Stripe again' }).waitFor();
    await page.getByRole('link', { name: 'Take away' }).click();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByRole('row', { name: /stripe\.com/ }).waitFor();
    assert.equal(await page.getByText('Stripe again', { exact: true }).count(), 0);
  });

  test('a new breach of a vendor is told by its monitor, and somebody has dealt with it', async () => {
    await page.getByRole('link', { name: 'Stripe', exact: true }).click();
    await page.getByRole('link', { name: 'add the monitor' }).click();
    await page.getByText('who your vendors are is told to nobody').waitFor();
    await page.getByLabel('Name').fill('breaches');
    await page.getByLabel('List of breaches').fill(feedUrl);
    await page.getByRole('button', { name: 'Add the monitor' }).click();
    await page.getByText('No new breach of a vendor of yours').first().waitFor();
    breaches.push({ ...breaches[0], Name: 'New', Title: 'The new one', AddedDate: tomorrow });
    await page.getByRole('button', { name: 'Look now' }).click();
    await page
      .getByText(/Stripe was breached \(The new one/)
      .first()
      .waitFor();
    await page.goto(`${url}/inventory/vendors`);
    await page.getByText('breached', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Stripe', exact: true }).click();
    await page.getByText('known before').waitFor();
    await page.getByRole('button', { name: 'It is dealt with: The new one' }).click();
    await page.getByText(/dealt with by Ada/).waitFor();
  });

  test('no page broke, and every page passes axe, dark and light, on desktop and phone', async () => {
    assert.deepEqual(troubles, []);
    const { items } = await client.call<{ items: Vendor[] }>('GET', '/api/v1/vendors');
    const wait =
      (text: string) =>
      async (look: Page): Promise<void> =>
        look.getByText(text).last().waitFor();
    await checkViews(browser, context, url, {
      vendors: { path: '/inventory/vendors', prepare: wait('in.datadoghq.com') },
      'vendors-new': { path: '/inventory/vendors/new', prepare: wait('Add the vendor') },
      'vendors-one': {
        path: `/inventory/vendors/${items[0]?.id ?? ''}`,
        prepare: wait('renews each March'),
      },
      'monitors-address': {
        path: '/settings/monitors/new?kind=address-breach',
        prepare: wait('Add the monitor'),
      },
    });
  });
});
