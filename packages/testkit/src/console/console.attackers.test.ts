import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { appWithToken, deliver } from './deliver.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('attackers');
const hostile = `<script>alert(1)</script>" OR user:*`;
/** One whose country is known, and one that is nowhere. */
const [known, inner] = ['8.8.8.8', '192.168.1.1'];

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let app: string;

function attack(address: string, hoursAgo: number, part: Partial<Finding> = {}): Finding {
  const index = Math.floor(hoursAgo);
  return caseFinding({
    id: randomUUID(),
    time: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
    request: {
      id: 'r1',
      method: 'GET',
      route: index % 2 === 0 ? '/search' : '/users/:id',
      path: '/x',
      address,
      userAgent: index % 2 === 0 ? hostile : 'curl/8',
      ...(index % 2 === 0 && { user: { id: 'grace' } }),
    },
    ...part,
  });
}

/** A person looks at an attacker, and goes on from each number to the events that it is made of. */
describe('attackers in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    const started = await startConsole(home);
    ({ watch, client } = started);
    const { url } = started;
    const made = await appWithToken(client);
    ({ app } = made);
    const { token } = made;
    await deliver(url, token, [
      ...[1, 2, 3, 26, 27].map((hours) => attack(known, hours)),
      attack(known, 4, { disposition: 'logged', detection: 'xss' }),
      attack(inner, 5),
      ...['9.9.9.9', '1.1.1.1'].map((address) => attack(address, 2)),
    ]);
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/attackers'));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  const queryOf = (): string => new URL(page.url()).searchParams.get('q') ?? '';
  const rows = (): Promise<number> => page.locator('.events tbody tr').count();
  /** Follows a link of the attacker's page to so many events, and comes back. */
  async function follow(
    section: string,
    link: string,
    query: string,
    count: number,
  ): Promise<void> {
    await page.getByRole('region', { name: section }).getByRole('link', { name: link }).click();
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    await eventually(async () => queryOf() === query && (await rows()) === count);
    await page.goBack();
  }

  test('the list says where an address is, from whom that is known, and how other data is had', async () => {
    const row = page.getByRole('row', { name: known });
    await row.getByText('United States').waitFor();
    assert.equal(await page.getByRole('row', { name: inner }).locator('.whereabouts').count(), 0);
    await page.getByText(/^Countries: IPtoASN, PDDL 1\.0, data of/).waitFor();
    await page.getByText('npm i @ip-location-db/asn').waitFor();
  });

  test('each number of an attacker leads to the events that it counts', async () => {
    await page.getByRole('row', { name: known }).getByRole('link').click();
    await page.getByRole('heading', { name: known }).waitFor();
    await follow('Routes it hit', 'GET /users/:id', `address:${known} route:"GET /users/:id"`, 3);
    await follow('Tried', 'Xss', `address:${known} detection:xss`, 1);
    await follow('Users it touched', 'grace', `address:${known} user:grace app:shop`, 3);
    const quoted = `"${hostile.replaceAll('"', String.raw`\"`)}"`;
    await follow('Agents it named', hostile, `address:${known} agent:${quoted}`, 3);
    await follow(
      'Apps',
      'shop · production',
      `address:${known} app:shop environment:production`,
      6,
    );
    await page.getByRole('link', { name: 'all of US' }).click();
    await eventually(async () => queryOf() === 'country:US' && (await rows()) >= 6);
    await page.getByRole('button', { name: 'Only country United States' }).waitFor();
    await page.goBack();
  });

  test('its timeline is bars and a table, whose days lead on', async () => {
    await page.getByRole('img', { name: /^6 events in 48 hours/ }).waitFor();
    await page.getByText('As a table').click();
    const table = page.locator('.as-table');
    const cells = await table.locator('tbody td').allInnerTexts();
    const sum = cells.map(Number).filter((one) => !Number.isNaN(one));
    assert.equal(
      sum.reduce((total, one) => total + one, 0),
      6,
    );
    await table.getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();
    const { searchParams } = new URL(page.url());
    const length =
      Date.parse(searchParams.get('until') ?? '') - Date.parse(searchParams.get('from') ?? '');
    assert.equal(length, 86_400_000);
    await page.goBack();
  });

  test('the campaign that it takes part in is named', async () => {
    // A job puts incidents into campaigns within seconds.
    await eventually(async () => {
      const found = await client.call<{ items: unknown[] }>(
        'GET',
        `/api/v1/campaigns?address=${known}`,
      );
      return found.items.length > 0;
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Part of a campaign' }).waitFor();
    await page.locator('.campaigns').getByRole('link').first().waitFor();
    const none = await client.call<object>('GET', `/api/v1/campaigns?address=${inner}`);
    assert.deepEqual(none, { items: [] });
  });

  test('an address from which nothing came says so', async () => {
    await page.goto(`${watch.told.url}/attackers/203.0.113.77`);
    await page.getByText('has not attacked any of your apps').waitFor();
    await page.getByText('No incident by this address').waitFor();
    await page.goto(`${watch.told.url}/events?q=country%3Agermany`);
    await page.getByText('A country is two letters, such as DE.').waitFor();
  });

  test('what is made up is called so wherever it stands, and goes whole', async () => {
    await client.call('POST', '/api/v1/demo', {});
    const { items } = await client.call<{ items: { address: string; appId: string }[] }>(
      'GET',
      '/api/v1/attackers?limit=200',
    );
    const made = items.find(({ appId }) => appId !== app)?.address ?? '';
    await eventually(async () => {
      const users = await client.call<{ items: { appId: string }[] }>('GET', '/api/v1/users');
      return users.items.some(({ appId }) => appId !== app);
    });
    const search = `?q=${encodeURIComponent('app:"Demo shop"')}`;
    const pages = ['/apps', '/attackers', `/attackers/${made}`, `/events${search}`, '/incidents'];
    for (const path of [...pages, '/users', '/users/1042', '/decisions', '/coverage']) {
      await page.goto(watch.told.url + path);
      await page.locator('main .mark.demo').first().waitFor();
    }
    await page.goto(`${watch.told.url}/attackers`);
    await page.getByRole('row', { name: known }).waitFor();
    const own = page.getByRole('row', { name: known }).locator('.demo');
    assert.equal(await own.count(), 0, 'what is real is not');
    await client.call('DELETE', '/api/v1/demo');
    await page.reload();
    await page.getByRole('row', { name: known }).waitFor();
    assert.equal(await page.locator('main .mark.demo').count(), 0);
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const checked = await checkViews(browser, context, watch.told.url, {
      attackers: { path: '/attackers', prepare: (look) => look.locator('.data-note').waitFor() },
      attacker: {
        path: `/attackers/${known}`,
        prepare: (look) => look.getByText('As a table').click(),
      },
      'attacker-unknown': { path: '/attackers/203.0.113.77' },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});
