import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Destination } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { checkViews } from './check-views.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('forwarding-pages');

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let siem: Server;
let siemUrl: string;
let status = 200;

/** An admin sets up a destination that is really there. */
describe('forwarding in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    siem = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(status).end('{}'));
    });
    await new Promise<void>((resolve) => siem.listen(0, '127.0.0.1', resolve));
    siemUrl = `http://127.0.0.1:${(siem.address() as AddressInfo).port}/in`;
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/settings'));
  });

  after(async () => {
    await browser?.close();
    siem?.closeAllConnections();
    siem?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('without a destination the page says what one is for, and leads to the first, by keyboard', async () => {
    await page.getByRole('link', { name: 'Forwarding' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is sent on yet').waitFor();
    await page.getByRole('link', { name: 'Add a destination' }).focus();
    await page.keyboard.press('Enter');
    const kinds = page.getByRole('navigation', { name: 'Kinds of destinations' }).getByRole('link');
    await kinds.first().waitFor();
    assert.equal(await kinds.count(), 4);
  });

  test('a destination is added, tested, sent what happens, and its secret is never shown', async () => {
    await page.getByRole('link', { name: 'JSON lines' }).click();
    await page.getByLabel('Name').fill('siem');
    await page.getByLabel('Address').fill(siemUrl);
    await page.getByLabel(/^Authorization/).fill('Bearer kept-unseen');
    await page.getByLabel('events').uncheck();
    await page.getByRole('button', { name: 'Add the destination' }).click();
    await page.getByText(/choose what is sent/).waitFor();
    await page.getByLabel('events').check();
    await page.getByLabel('audit entries').check();
    await page.getByRole('button', { name: 'Add the destination' }).click();
    await page.getByRole('button', { name: 'Send a test to siem' }).click();
    await page.getByText(/accepted in \d+ ms/).waitFor();
    await page.getByText('works', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'siem' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    assert.equal(await page.getByLabel(/^Authorization/).inputValue(), '');
    assert.equal((await page.content()).includes('kept-unseen'), false);
  });

  test('one that fails says why and when it is tried again; a pause holds what waits', async () => {
    status = 503;
    await client.call('POST', '/api/v1/apps', { name: 'shop' });
    await page.getByRole('link', { name: 'Forwarding' }).click();
    await page.getByText('failing', { exact: true }).waitFor();
    await page.getByText('answered 503').waitFor();
    await page.getByText(/\d+ behind, the oldest/).waitFor();
    await page.getByRole('button', { name: 'Pause siem' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    status = 200;
    await page.getByRole('button', { name: 'Resume siem' }).click();
    await page.getByText('works', { exact: true }).waitFor();
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone; then it is taken away', async (t) => {
    const { items } = await client.call<{ items: Destination[] }>('GET', '/api/v1/destinations');
    const path = `/settings/forwarding/${items[0]?.id}`;
    const wait =
      (text: string) =>
      async (page: Page): Promise<void> =>
        page.getByText(text).first().waitFor();
    const checked = await checkViews(browser, context, watch.told.url, {
      forwarding: { path: '/settings/forwarding', prepare: wait('works') },
      'destination-new': {
        path: '/settings/forwarding/new?kind=syslog',
        prepare: wait('Certificate authority'),
      },
      destination: { path, prepare: wait('What it is sent') },
      'destination-remove': { path: `${path}?remove=ask`, prepare: wait('for good') },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
    await page.goto(`${watch.told.url}${path}?remove=ask`);
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('Nothing is sent on yet').waitFor();
  });
});
