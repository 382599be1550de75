import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { caseFinding } from '@castellan/core/cases';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ApiClient } from '../watch/api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../watch/programs.ts';
import { chromiumPath, patience, startBrowser, troublesOf } from './browser.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { checkViews } from './check-views.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-people-'));
chmodSync(home, 0o755);
const password = 'correct horse battery';
const grace = { email: 'grace@example.com', password };

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

const skip = chromiumPath === undefined && 'Chromium is not installed; CASTELLAN_CHROMIUM names it';

async function signIn(on: Page, email: string): Promise<void> {
  await on.getByLabel('E-mail address').fill(email);
  await on.getByLabel('Password').fill(password);
  await on.getByRole('button', { name: 'Sign in' }).click();
  await on.getByRole('heading', { name: 'Overview' }).waitFor();
}

async function newPage(): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1_280, height: 820 } });
  const made = await context.newPage();
  made.setDefaultTimeout(patience);
  return made;
}

/** An owner holds a responder to one app of two; she sees nothing of the other. */
describe('people in Chromium', { skip }, () => {
  before(async () => {
    await buildConsolePages();
    watch = await startWatchProgram(join(home, 'data'));
    const { url, setUpUrl = '' } = watch.told;
    client = new ApiClient(url);
    await client.setUp(setUpUrl);
    for (const [name, address] of [
      ['shop', '198.51.100.1'],
      ['vault', '203.0.113.99'],
    ] as const) {
      const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
      const made = { app, environment: 'production', name };
      const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made);
      const request = {
        id: 'r1',
        method: 'GET',
        route: `/${name}`,
        path: `/${name}`,
        address,
        userAgent: 'curl/8',
      };
      const sent = caseFinding({
        id: crypto.randomUUID(),
        time: new Date().toISOString(),
        request,
      });
      const taken = await fetch(`${url}/api/v1/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ finding: sent }),
      });
      assert.equal(((await taken.json()) as { accepted: number }).accepted, 1);
    }
    browser = await startBrowser();
    page = await newPage();
    troubles = await troublesOf(page);
    await page.goto(url);
    await signIn(page, 'ada@example.com');
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('a person is added who sees one app; the list says so', async () => {
    await page.goto(`${watch.told.url}/settings/people`);
    await page.getByLabel('Name', { exact: true }).fill('Grace');
    await page.getByLabel('E-mail address').fill(grace.email);
    await page.getByLabel('First password').fill(grace.password);
    await page.getByRole('checkbox', { name: 'shop' }).check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Grace may sign in.').waitFor();
    const row = page.getByRole('row', { name: /Grace/ });
    await row.getByRole('link', { name: /^shop.*change what Grace sees/ }).waitFor();
    await page.getByRole('row', { name: /Ada/ }).getByText('every app').waitFor();
    // Who sees all is judged before another page takes over `context`.
    const judged = await checkViews(browser, context, watch.told.url, {
      people: { path: '/settings/people' },
      'people-sees': {
        path: '/settings/people',
        prepare: async (look) => {
          await look.getByRole('link', { name: /change what Grace sees/ }).click();
          await look.getByRole('dialog').waitFor();
        },
      },
      'api-token': { path: '/settings/tokens' },
    });
    assert.equal(judged, 6);
  });

  test('she sees her app and nothing of the other, and is offered only what she may', async () => {
    const hers = await newPage();
    await hers.goto(watch.told.url);
    await signIn(hers, grace.email);
    for (const path of ['/', '/incidents', '/events', '/attackers', '/decisions', '/apps']) {
      await hers.goto(watch.told.url + path);
      await hers.locator('h1').first().waitFor();
      await hers.locator('.loading').waitFor({ state: 'detached' });
      const text = await hers.locator('main').innerText();
      assert.doesNotMatch(text, /vault|203\.0\.113\.99/, path);
      if (path !== '/decisions' && path !== '/') assert.match(text, /shop|198\.51\.100\.1/, path);
    }
    await hers.context().close();
  });

  test('an owner lets her see every app, by keyboard; she has to sign in again', async () => {
    await page.getByRole('link', { name: /^shop.*change what Grace sees/ }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'What Grace sees' });
    await dialog.waitFor();
    assert.ok(new URL(page.url()).searchParams.has('apps'));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^shop.*change what Grace sees/ }).click();
    await dialog.getByRole('checkbox', { name: 'shop' }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Grace has to sign in again.').waitFor();
    await page.getByRole('link', { name: /^every app.*change what Grace sees/ }).waitFor();
    assert.deepEqual(troubles, []);
  });
});
