import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { HostState, SentReport } from '@castellan/core';
import type { Monitor } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { checkViews } from './check-views.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('monitors');

let watch: Program<ToldByWatch>;
let client: ApiClient;
let url: string;
let token: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let shop: Server;

const ids = new Map<string, string>();
const state: HostState = {
  users: ['ada (1000:1000) /home/ada /bin/bash', 'root (0:0) /root /bin/bash'],
  'authorized keys': ['ada: ssh-ed25519 SHA256:one ada@laptop'],
  packages: ['openssl 3.0.15-1'],
};

/** What castellan check host --send-to sends, as far as the monitor needs it. */
async function tellOfHost(hostState: HostState): Promise<void> {
  const report: SentReport = {
    version: 1,
    castellan: '1.0.0',
    rulesDigest: 'x',
    target: 'web-1',
    kind: 'host',
    isWhole: true,
    time: new Date().toISOString(),
    practices: [],
    rules: [],
    findings: [],
    hostState,
  };
  const sent = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(report),
  });
  assert.equal(sent.status, 201, await sent.text());
}

async function addMonitor(name: string, kind: string, settings: object): Promise<void> {
  const body = { name, kind, settings };
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/monitors', body);
  await client.call('POST', `/api/v1/monitors/${id}/look`);
  ids.set(name, id);
}

async function monitorOf(name: string): Promise<Monitor | undefined> {
  const { items } = await client.call<{ items: Monitor[] }>('GET', '/api/v1/monitors');
  return items.find((one) => one.name === name);
}

describe('monitors in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    shop = createServer((_, response) => response.writeHead(503).end());
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    await buildConsolePages();
    ({ watch, client, url } = await startConsole(home));
    const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
    const environment = 'production';
    ({ token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
      app,
      environment,
      name: 'shop',
    }));
    await tellOfHost(state);
    await addMonitor('web-1 drifts', 'host-drift', { app, environment, host: 'web-1' });
    await addMonitor('nightly backup', 'backup', {});
    const address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
    await addMonitor('shop page', 'http-headers', { url: address });
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/settings/monitors'));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    shop?.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('every row has a bar of its last looks, which is told in words', async () => {
    const bar = page.getByRole('row', { name: /shop page/ }).getByRole('img');
    const words = await bar.getAttribute('aria-label');
    assert.match(words ?? '', /^The last \d looks? since .*: 0 well, 0 warnings, \d critical$/);
  });

  test('somebody knows of a failing monitor, until when and why, and takes that back', async () => {
    await page.getByRole('link', { name: 'shop page' }).click();
    await page.getByRole('link', { name: 'Acknowledge' }).click();
    await page.getByLabel('Reason').fill('<script>ran = 1</script> we move it');
    await page.getByRole('button', { name: 'Acknowledge it' }).click();
    await page.getByText(/Ada knows of it: <script>/).waitFor();
    assert.equal((await monitorOf('shop page'))?.acknowledged?.by, 'Ada');
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('link', { name: 'Acknowledge' }).waitFor();
    assert.equal((await monitorOf('shop page'))?.acknowledged, undefined);
  });

  test('what is other on a host is shown before and after, and accepted as it is shown', async () => {
    await page.goto(`${url}/settings/monitors/${ids.get('web-1 drifts')}`);
    await page.getByText('As accepted').first().waitFor();
    const keys = ['ada: ssh-ed25519 SHA256:two <script>ran = 1</script>'];
    await tellOfHost({ ...state, 'authorized keys': keys, packages: ['openssl 3.0.17-1'] });
    await page.getByRole('heading', { name: 'Other than expected' }).waitFor();
    const row = page.getByRole('row', { name: /authorized keys/ });
    await row.getByText('ada: ssh-ed25519 SHA256:one ada@laptop').waitFor();
    await row.getByText('SHA256:two').waitFor();
    await checkViews(browser, context, url, {
      'monitor-drift': {
        path: `/settings/monitors/${ids.get('web-1 drifts')}`,
        prepare: async (look) => look.getByText('SHA256:two').first().waitFor(),
      },
    });
    await page.getByRole('button', { name: 'Take the shown look as the expected one' }).click();
    await page.getByRole('heading', { name: 'Other than expected' }).waitFor({ state: 'detached' });
    assert.equal((await monitorOf('web-1 drifts'))?.state, 'ok');
    assert.equal(await page.evaluate(`'ran' in globalThis`), false);
  });

  test('a token for pings comes with the line that the job needs, which works', async () => {
    await page.goto(`${url}/settings/monitors/${ids.get('nightly backup')}`);
    await page.getByRole('link', { name: 'Token for pings' }).click();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const line = (await page.getByLabel('Ping of a backup').textContent()) ?? '';
    const [, secret = '', body = '', address = ''] =
      /Bearer ([^"]+)" --json '([^']+)' (\S+)$/.exec(line) ?? [];
    const sent = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body,
    });
    assert.equal(sent.status, 204);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('No restore was ever tested').first().waitFor();
  });

  test('no page broke, and every page passes axe, dark and light, on desktop and phone', async () => {
    assert.deepEqual(troubles, []);
    const backup = `/settings/monitors/${ids.get('nightly backup')}`;
    await checkViews(browser, context, url, {
      monitors: {
        path: '/settings/monitors',
        prepare: async (look) => look.getByText('nightly backup').waitFor(),
      },
      'monitor-token': {
        path: `${backup}?ask=token`,
        prepare: async (look) => look.getByText('a token of its own').waitFor(),
      },
      'monitor-acknowledge': {
        path: `/settings/monitors/${ids.get('shop page')}?ask=acknowledge`,
        prepare: async (look) => look.getByText('Nobody is reminded of it').waitFor(),
      },
    });
  });
});
