import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { LoadedPackage, PageOf } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import { type Program, startGuarded, type ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { appWithToken } from './deliver.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('inventory');

let watch: Program<ToldByWatch>;
let guarded: Program<{ readonly port: number }>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let osv: Server;
let osvUrl: string;
let app: string;

const entry = {
  id: 'GHSA-test-0001',
  modified: '2026-01-01T00:00:00Z',
  summary: 'Express answers too much <script>ran = 1</script>',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'express' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '99.0.0' }] }],
    },
  ],
};

/** Answers as OSV's API is documented. */
function osvLike(): Server {
  return createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (request.url !== '/v1/querybatch') {
        response.end(JSON.stringify(entry));
        return;
      }
      const { queries } = JSON.parse(body) as { queries: { package: { name: string } }[] };
      const results = queries.map(({ package: { name } }) =>
        name === 'express' ? { vulns: [{ id: entry.id, modified: entry.modified }] } : {},
      );
      response.end(JSON.stringify({ results }));
    });
  });
}

/** A real app under guard tells what it is made of, and people see it. */
describe('inventory in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    osv = osvLike();
    await new Promise<void>((resolve) => osv.listen(0, '127.0.0.1', resolve));
    osvUrl = `http://127.0.0.1:${(osv.address() as AddressInfo).port}`;
    await buildConsolePages();
    const started = await startConsole(home);
    ({ watch, client } = started);
    const { url } = started;
    const made = await appWithToken(client);
    ({ app } = made);
    const place = join(home, 'app');
    mkdirSync(place);
    const env = { CASTELLAN_WATCH_URL: url, CASTELLAN_TOKEN: made.token, CASTELLAN_LOG: 'off' };
    guarded = await startGuarded('stocked-app.mjs', place, env, osvUrl);
    for (const id of [1, 2]) {
      const answer = await fetch(`http://127.0.0.1:${guarded.told.port}/users/${id}`);
      assert.equal(answer.status, 200);
    }
    ({ browser, context, page, troubles } = await signedInBrowser(client));
    const packages = `/api/v1/apps/${app}/packages`;
    await eventually(
      async () => (await client.call<PageOf<LoadedPackage>>('GET', packages)).items.length > 0,
    );
  });

  after(async () => {
    await browser?.close();
    await guarded?.end('SIGTERM');
    await watch?.end('SIGTERM');
    osv?.closeAllConnections();
    osv?.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('the app stands in the inventory with what it runs', async () => {
    await page.getByRole('link', { name: 'Inventory' }).click();
    const row = page.getByRole('row', { name: /shop/ });
    await row.getByText('1 process').waitFor();
    await row.getByText(`Node ${process.versions.node}`).waitFor();
    await row.getByText('block', { exact: true }).waitFor();
  });

  test('its routes, and the hosts that it reached, without paths', async () => {
    const tabs = page.getByRole('navigation', { name: 'Inventory' });
    await tabs.getByRole('link', { name: 'Routes' }).click();
    await page
      .getByRole('row', { name: /GET \/users\/:id/ })
      .getByText(/^2 requests$/)
      .waitFor();
    await tabs.getByRole('link', { name: 'Outbound' }).click();
    const { host } = new URL(osvUrl);
    const reached = page.getByRole('row', { name: new RegExp(host) });
    await reached.getByText('fetch').waitFor();
    await reached.getByText('new', { exact: true }).waitFor();
    await tabs.getByRole('link', { name: 'Hosts' }).click();
    await page
      .getByRole('row', { name: /shop/ })
      .getByText(/guard by import/)
      .waitFor();
  });

  test('its packages; an advisory about a loaded one is shown, told and dismissed', async () => {
    await page.getByRole('link', { name: 'Packages', exact: true }).click();
    await page.getByText('Nobody looks for advisories').waitFor();
    await page.getByRole('link', { name: 'add the monitor' }).click();
    await page.getByLabel('Name').fill('advisories');
    await page.getByLabel('Source').fill(osvUrl);
    await page.getByRole('button', { name: 'Add the monitor' }).click();
    await page
      .getByText(/Advisories about loaded packages: 1/)
      .first()
      .waitFor();
    await page.goto(`${watch.told.url}/inventory/packages?only=yes`);
    await page.getByText('mended in 99.0.0').waitFor();
    assert.equal(await page.getByRole('row').count(), 2);
    assert.equal(await page.evaluate(`'ran' in globalThis`), false);
    await page.getByRole('button', { name: `Dismiss ${entry.id}` }).click();
    await page.getByLabel('Reason').fill('the route is not there');
    await page.getByRole('button', { name: 'Dismiss it' }).click();
    await page.getByText('None has an advisory').waitFor();
    await page.getByLabel('Show').selectOption({ label: 'all' });
    await page.getByText('; dismissed').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('only'), null);
  });

  test('coverage says what is guarded and how', async () => {
    await page.getByRole('link', { name: 'Coverage' }).click();
    await page.getByRole('heading', { name: 'shop, production' }).waitFor();
    await page.getByText('Every detection blocks.').waitFor();
    await page.getByText('express', { exact: true }).waitFor();
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async () => {
    const wait =
      (text: string) =>
      async (look: Page): Promise<void> =>
        look.getByText(text).last().waitFor();
    await checkViews(browser, context, watch.told.url, {
      'inventory-apps': { path: '/inventory', prepare: wait('production') },
      'inventory-hosts': { path: '/inventory/hosts', prepare: wait('guard by import') },
      'inventory-packages': { path: '/inventory/packages', prepare: wait('express') },
      'inventory-routes': { path: '/inventory/routes', prepare: wait('/users/:id') },
      'inventory-outbound': { path: '/inventory/outbound', prepare: wait('fetch') },
      'inventory-none': { path: '/inventory/routes?only=yes', prepare: wait('No route') },
      coverage: { path: '/coverage', prepare: wait('express') },
    });
  });
});
