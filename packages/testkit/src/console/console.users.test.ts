import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DecisionRecord, PageOf, User } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type RunningShop, startShop } from '../../../../tools/demo/shop-process.ts';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('users');
const addresses = ['203.0.113.7', '198.51.100.9'] as const;
/** Customers of the shop: one does harm, the other shares the address. */
const [bad, good] = ['3', '2'];

let watch: Program<ToldByWatch>;
let shop: RunningShop;
let app: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

/** A request of a customer of the shop, as its proxy would hand it on. */
async function visit(customer: string, address: string, card = '0'): Promise<number> {
  const headers = {
    cookie: `customer=${customer}`,
    'x-forwarded-for': address,
    'x-loyalty-card': card,
  };
  return (await fetch(`${shop.address}/api/loyalty`, { headers })).status;
}

/** A user of the shop attacks, is found by score, and is blocked alone. */
describe('users at risk in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    const started = await startConsole(home);
    ({ watch, client } = started);
    const { url } = started;
    ({ browser, context, page, troubles } = await signedInBrowser(client));
    app = (await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' })).id;
    const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
      app,
      environment: 'production',
      name: 'shop',
    });
    shop = await startShop({
      guard: { findingsFile: join(home, 'findings.ndjson'), reporting: { url, token } },
      port: 0,
      node: process.execPath,
      built: false,
    });
  });

  after(async () => {
    await browser?.close();
    await shop?.stop();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('before anything happened the page says how users become known', async () => {
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByText('No user is known here').waitFor();
  });

  test('a user who attacks under two addresses appears at risk by itself', async () => {
    for (const address of addresses) {
      assert.equal(await visit(bad, address, "' OR '1'='1"), 403);
      assert.equal(await visit(bad, address), 200, 'what is harmless is served still');
    }
    await page.getByRole('link', { name: bad, exact: true }).waitFor();
    const { items } = await client.call<PageOf<User>>('GET', '/api/v1/users');
    assert.deepEqual(
      items.map(({ userId }) => userId),
      [bad],
    );
    await eventually(async () => (await scoreOfBad()) >= 12);
  });

  test('the score explains itself, and says from where', async () => {
    await page.getByRole('link', { name: bad, exact: true }).click();
    assert.equal(new URL(page.url()).pathname, `/users/${bad}`);
    const parts = page.locator('.risk-parts');
    await parts.getByText('Attacked in this account’s name: SQL injection').waitFor();
    const sources = page.locator('.sources');
    for (const address of addresses) {
      await sources.getByRole('link', { name: address }).waitFor();
    }
    const now = await parts.locator('tbody tr td:last-child').allInnerTexts();
    const sum = now.reduce((total, text) => total + Number.parseFloat(text), 0);
    assert.equal(Math.round(sum), await scoreOfBad());
  });

  test('the incident and the attacker name the user', async () => {
    await page.locator('.sources').getByRole('link', { name: addresses[0] }).click();
    const users = page.getByRole('region', { name: 'Users it touched' });
    await users.getByRole('link', { name: bad, exact: true }).waitFor();
    await page.locator('.incidents .row-link').first().click();
    await page.locator('.facts').getByRole('link', { name: bad, exact: true }).click();
    await page.getByText('What the score is made of').waitFor();
  });

  test('blocked by keyboard, the user is refused from everywhere, and nobody else at the address', async () => {
    await page.getByRole('link', { name: 'Block', exact: true }).focus();
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).searchParams.get('decide'), 'block');
    await page.getByLabel('Reason').fill('attacks the loyalty cards');
    await page.keyboard.press('Enter');
    await page.getByText(`${bad} is blocked. The app has it within ten seconds.`).waitFor();
    await page.locator('.lead').getByText('attacks the loyalty cards').waitFor();
    await eventually(async () => (await visit(bad, addresses[0])) === 403);
    assert.equal(await visit(bad, '192.0.2.1'), 403, 'from an address that was never seen as well');
    assert.equal(await visit(good, addresses[0]), 200);
    const { items } = await client.call<PageOf<DecisionRecord>>('GET', '/api/v1/decisions');
    assert.deepEqual(items[0]?.actor, { kind: 'user', value: bad });
  });

  test('the block undone and limited instead, the user is slowed down', async () => {
    await page
      .getByRole('button', { name: /^Undo the/ })
      .first()
      .click();
    await page.getByText('undone', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Limit', exact: true }).click();
    await page.getByLabel('Requests').fill('1');
    await page.getByLabel('Within seconds').fill('600');
    await page.getByLabel('Reason').fill('too fast');
    await page.getByRole('dialog').getByRole('button', { name: 'Limit' }).click();
    await page.getByText(`${bad} is limited.`).waitFor();
    await eventually(async () => (await visit(bad, addresses[0])) === 429);
    assert.equal(await visit(good, addresses[0]), 200);
  });

  test('a team sets what counts how much, when work is due and who gets it', async () => {
    const before = await scoreOfBad();
    await page.goto(`${watch.told.url}/settings/user-risk`);
    await page.getByLabel('Critical').fill('51');
    await page.getByRole('button', { name: 'Save' }).click();
    assert.equal(await page.locator('input:invalid').count(), 1, 'more than may be');
    await page.getByLabel('Critical').fill('50');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Every score is reckoned anew.').waitFor();
    assert.ok((await scoreOfBad()) > before);
    await page.getByRole('link', { name: 'Work', exact: true }).last().click();
    await page.getByLabel('High').fill('9');
    await page.getByLabel('New work goes to').selectOption({ label: 'Ada' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved, for what is opened from now on.').waitFor();
    const settings = await client.call<Record<string, unknown>>('GET', '/api/v1/work/settings');
    assert.deepEqual([settings['highDays'], typeof settings['defaultAssignee']], [9, 'string']);
    await page.getByLabel('New work goes to').selectOption('');
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(async () => {
      const now = await client.call<Record<string, unknown>>('GET', '/api/v1/work/settings');
      return now['defaultAssignee'] === undefined;
    });
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const one = `/users/${bad}?app=${app}`;
    const checked = await checkViews(browser, context, watch.told.url, {
      users: { path: '/users' },
      user: { path: one, prepare: (look) => look.locator('.risk-parts').waitFor() },
      'user-unknown': { path: '/users/nobody' },
      'user-block': { path: `${one}&decide=block` },
      'settings-user-risk': {
        path: '/settings/user-risk',
        prepare: (look) => look.getByText('As time goes by').waitFor(),
      },
      'settings-work': {
        path: '/settings/work',
        prepare: (look) => look.getByText('New work goes to').waitFor(),
      },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});

async function scoreOfBad(): Promise<number> {
  const { items } = await client.call<PageOf<User>>('GET', `/api/v1/users?user=${bad}`);
  return items[0]?.score ?? 0;
}
