import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { App, Incident, PageOf } from '@castellan/watch/api';
import type { Browser, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('sample');

let watch: Program<ToldByWatch>;
let browser: Browser;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

/** Somebody who has just started watch looks around in made-up data, and takes it away again. */
describe('demo data in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    ({ browser, page, troubles } = await signedInBrowser(client));
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

  test('one click takes it away', async () => {
    await page.goto(watch.told.url);
    await page.getByRole('button', { name: 'Take the demo data away' }).click();
    await page.getByText('Nothing is guarded yet.').waitFor();
    await page.getByRole('button', { name: 'Load demo data' }).waitFor();
    assert.deepEqual((await client.call<{ items: App[] }>('GET', '/api/v1/apps')).items, []);
    assert.deepEqual(troubles, []);
  });
});
