import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { App, Incident, PageOf } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { ApiClient } from '../watch/api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../watch/programs.ts';
import { chromiumPath, patience, startBrowser, troublesOf } from './browser.ts';
import { checkViews } from './check-views.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-sample-'));
chmodSync(home, 0o755);

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

const skip = chromiumPath === undefined && 'Chromium is not installed; CASTELLAN_CHROMIUM names it';

/** Somebody who has just started watch looks around in made-up data, and takes it away again. */
describe('demo data in Chromium', { skip }, () => {
  before(async () => {
    await buildConsolePages();
    watch = await startWatchProgram(join(home, 'data'));
    const { url, setUpUrl = '' } = watch.told;
    client = new ApiClient(url);
    await client.setUp(setUpUrl);
    browser = await startBrowser();
    context = await browser.newContext({ viewport: { width: 1_280, height: 820 } });
    page = await context.newPage();
    page.setDefaultTimeout(patience);
    troubles = await troublesOf(page);
    await page.goto(url);
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('one click fills the empty console, and every place says that it is made up', async () => {
    await page.getByRole('button', { name: 'Load demo data' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Demo shop and its attacks are made up').waitFor();
    const incidents = page.locator('table.incidents tbody tr');
    await incidents.first().waitFor();
    const rows = await incidents.count();
    assert.ok(rows > 3, `${rows} incidents`);
    assert.equal(await incidents.locator('.mark.demo').count(), rows);
    const { items } = await client.call<PageOf<Incident>>('GET', '/api/v1/incidents?limit=200');
    assert.ok(items.length > 50 && items.every(({ isDemo }) => isDemo));
  });

  test('its views look right on a desktop and a phone, in the dark and in the light', async () => {
    const { items } = await client.call<PageOf<Incident>>('GET', '/api/v1/incidents?limit=1');
    const checked = await checkViews(browser, context, watch.told.url, {
      'demo-overview': { path: '/' },
      'demo-apps': { path: '/apps' },
      'demo-app': { path: `/apps/${items[0]?.appId}` },
      'demo-incident': { path: `/incidents/${items[0]?.id}` },
    });
    assert.equal(checked, 8);
  });

  test('one click takes it away', async () => {
    await page.goto(watch.told.url);
    await page.getByRole('button', { name: 'Take the demo data away' }).click();
    await page.getByText('Nothing is guarded yet.').waitFor();
    await page.getByRole('button', { name: 'Load demo data' }).waitFor();
    assert.deepEqual((await client.call<{ items: App[] }>('GET', '/api/v1/apps')).items, []);
    assert.deepEqual(troubles, []);
  });
});
