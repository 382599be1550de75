import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CasePostgres, withoutDebian } from '@castellan/watch/case-postgres';
import type { Browser, Page } from 'playwright-core';
import { ApiClient } from '../watch/api-client.ts';
import { deliverFindings, findingFrom } from '../watch/faults/senders.ts';
import { tokenFor } from '../watch/faults/fleet.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../watch/programs.ts';
import { judgeLook } from './browser.ts';
import { caseHome, signedInBrowser, withoutChromium } from './signed-in.ts';

const skip = withoutChromium || (withoutDebian ?? false);
const away = 'The database is away; try again.';
const home = caseHome('away');
let postgres: CasePostgres;
let watch: Program<ToldByWatch> | undefined;
let browser: Browser | undefined;
let page: Page;
let token: string;

before(async () => {
  if (skip !== false) return;
  postgres = new CasePostgres(join(home, 'postgres'));
  await postgres.start();
  watch = await startWatchProgram(join(home, 'data'), 0, { DATABASE_URL: postgres.url });
  const client = new ApiClient(watch.told.url);
  await client.setUp(watch.told.setUpUrl ?? '');
  token = await tokenFor(client, 'shop');
  ({ browser, page } = await signedInBrowser(client, '/incidents'));
});
after(async () => {
  await browser?.close();
  await watch?.end('SIGTERM');
  await postgres?.stop();
  rmSync(home, { recursive: true, force: true });
});

const attack = (address: string): Promise<boolean> =>
  deliverFindings(watch!.told, token, [findingFrom(address)]);

test(
  'while the database is away pages say so in words, and go on by themselves',
  { skip },
  async () => {
    await attack('203.0.113.1');
    await page.getByText('203.0.113.1').first().waitFor();
    await postgres.stop();
    await page.getByRole('link', { name: 'Attackers' }).first().click();
    await page.getByText(away).first().waitFor();
    await judgeLook(page, 'database-away');
    await postgres.start();
    await page.getByText('203.0.113.1').first().waitFor();
    assert.equal(await page.getByText(away).count(), 0);
  },
);

test(
  'a page that is opened while the database is away comes up when it is back',
  { skip },
  async () => {
    await postgres.stop();
    await page.reload();
    await page.getByText(away).first().waitFor();
    await judgeLook(page, 'opened-while-away');
    await postgres.start();
    await page.getByText('203.0.113.1').first().waitFor();
  },
);

test('a stream that was answered by a refusal is opened again', { skip }, async () => {
  await page.goto(`${watch!.told.url}/incidents`);
  await page.getByText('203.0.113.1').first().waitFor();
  // As a proxy, or watch itself, answers while something behind it is away.
  let refused = 0;
  await page.route('**/api/v1/stream', (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 503, body: '{}' }) : route.continue();
  });
  await page.reload();
  await page.getByText('203.0.113.1').first().waitFor();
  await page.waitForRequest('**/api/v1/stream');
  await attack('203.0.113.2');
  await page.getByText('203.0.113.2').first().waitFor();
  assert.ok(refused >= 2);
});
