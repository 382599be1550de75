import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Drill, PageOf } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { ApiClient } from '../watch/api-client.ts';
import { type Program, startGuardedApp, type ToldByWatch } from '../watch/programs.ts';
import { checkViews } from './check-views.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('drills');

let watch: Program<ToldByWatch>;
let app: Program<{ readonly port: number }>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let hooks: Server;
let heard = 0;

/** A person runs drills on a guarded app and sees them go to a real webhook. */
describe('drills in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    hooks = createServer((request, response) => {
      heard += request.url === '/hook' ? 1 : 0;
      request
        .resume()
        .on('end', () => response.writeHead(request.url === '/hook' ? 204 : 410).end());
    });
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/drills'));
  });

  after(async () => {
    await browser?.close();
    hooks?.closeAllConnections();
    hooks?.close();
    await app?.end('SIGTERM');
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  const addChannel = (name: string, path: string): Promise<unknown> =>
    client.call('POST', '/api/v1/channels', {
      name,
      kind: 'webhook',
      settings: {
        url: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}${path}`,
        secret: 'a secret of sixteen characters',
      },
    });

  test('before the first drill the page says what one is for, and leads to it by keyboard', async () => {
    await page.getByText('No drill has been run yet').waitFor();
    await page.getByRole('link', { name: 'Run a drill' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('There is no app yet').waitFor();
  });

  test('an admin says where the app is, and a drill on it is followed live to its end', async () => {
    const { id } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
    const scope = { app: id, environment: 'production', name: 'shop' };
    const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', scope);
    app = await startGuardedApp(home, {
      CASTELLAN_WATCH_URL: watch.told.url,
      CASTELLAN_TOKEN: token,
      CASTELLAN_SPOOL_DIRECTORY: join(home, 'spool'),
    });
    await addChannel('on-call', '/hook');
    await page.goto(`${watch.told.url}/drills/new`);
    await page.getByRole('link', { name: 'the page of shop' }).click();
    await page.getByLabel('Address to which').fill(`http://127.0.0.1:${app.told.port}/`);
    await page.getByRole('button', { name: 'It is ours' }).click();
    await page.getByText('Drills may send a request to').waitFor();
    await page.getByRole('link', { name: 'Run a drill' }).click();
    assert.match(await page.getByLabel('How').innerText(), /Watch attacks http:/);
    await page.getByRole('button', { name: 'Run the drill' }).click();
    await page.getByText(/It arrived: on-call within/).waitFor();
    await page.getByText('The app answered 403.').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'on-call' })
      .getByText(/\d+ ?m?s$/)
      .waitFor();
    assert.equal(heard, 1);
  });

  test('its incident is marked as a drill, closed, and no attack in the overview', async () => {
    await page.getByRole('link', { name: 'The incident' }).click();
    await page.getByText('nobody attacked').waitFor();
    await page.getByText('closed', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByText('Nothing waits for you.', { exact: true }).waitFor();
    assert.equal(await page.getByText(/attack is under way/i).count(), 0);
    await page.getByRole('link', { name: 'Events' }).click();
    await page.locator('.mark.drill').first().waitFor();
  });

  test('a channel that fails is shown with its reason and what to do', async () => {
    await addChannel('pager', '/gone');
    await page.getByRole('link', { name: 'Drills', exact: true }).click();
    await page.getByRole('link', { name: 'Run a drill' }).click();
    await page.getByRole('button', { name: 'Run the drill' }).click();
    await page.getByText(/on-call was told within .* pager fails: answered 410\./).waitFor();
    await page.getByText('Mend the settings').waitFor();
    await page.getByRole('link', { name: 'Drills', exact: true }).click();
    await page.getByText('arrived in part').waitFor();
    await page.getByText('arrived', { exact: true }).waitFor();
  });

  test('a viewer sees drills and starts none', async () => {
    const viewer = {
      email: 'eve@example.com',
      name: 'Eve',
      role: 'viewer',
      password: 'correct horse battery',
    };
    await client.call('POST', '/api/v1/people', viewer);
    const eve = await browser.newContext();
    const look = await eve.newPage();
    await look.goto(`${watch.told.url}/drills`);
    await look.getByLabel('E-mail address').fill(viewer.email);
    await look.getByLabel('Password').fill(viewer.password);
    await look.getByRole('button', { name: 'Sign in', exact: true }).click();
    await look.getByText('arrived in part').waitFor();
    assert.equal(await look.getByRole('link', { name: 'Run a drill' }).count(), 0);
    await eve.close();
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const { items } = await client.call<PageOf<Drill>>('GET', '/api/v1/drills');
    const [partly, arrived] = items;
    const wait =
      (text: string) =>
      async (page: Page): Promise<void> =>
        page.getByText(text).first().waitFor();
    const checked = await checkViews(browser, context, watch.told.url, {
      drills: { path: '/drills', prepare: wait('arrived in part') },
      'drill-new': { path: '/drills/new', prepare: wait('Run the drill') },
      'drill-partly': { path: `/drills/${partly?.id}`, prepare: wait('Mend the settings') },
      'drill-arrived': { path: `/drills/${arrived?.id}`, prepare: wait('It arrived') },
      'drill-app': { path: `/apps/${partly?.appId}`, prepare: wait('It is ours') },
      'drill-practice': { path: '/practices/M1', prepare: wait('Drill (today)') },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});
