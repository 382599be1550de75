import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Channel, Delivery, Monitor, PageOf } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { hostileFindings } from './script-payloads.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const secret = 'a secret of sixteen characters';
const home = caseHome('notifications');

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let hooks: Server;
let hookUrl: string;
let status = 204;
const heard: { readonly title: string; readonly cause: string }[] = [];

/** A person sets up a channel to a real webhook, and is told there of real incidents. */
describe('notifications in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    hooks = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        heard.push(JSON.parse(body) as (typeof heard)[number]);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
    hookUrl = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/hook`;
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    ({ browser, context, page, troubles } = await signedInBrowser(client));
  });

  after(async () => {
    await browser?.close();
    hooks?.closeAllConnections();
    hooks?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('without a channel the page says what one is for, and leads to the first, by keyboard', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Notifications' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nobody is told yet').waitFor();
    await page.getByRole('link', { name: 'Add a channel' }).focus();
    await page.keyboard.press('Enter');
    const kinds = page.getByRole('navigation', { name: 'Kinds of channels' }).getByRole('link');
    await kinds.first().waitFor();
    assert.equal(await kinds.count(), 9);
  });

  test('each kind asks for what it needs; secrets are typed unseen', async () => {
    await page.getByRole('link', { name: 'Telegram' }).click();
    await page.getByLabel('Chat').waitFor();
    assert.equal(await page.getByLabel('Bot token').getAttribute('type'), 'password');
    await page.getByRole('link', { name: 'E-mail' }).click();
    assert.equal(await page.getByLabel('Port').inputValue(), '587');
    assert.equal(new URL(page.url()).searchParams.get('kind'), 'email');
    await page.getByLabel('Name').fill('mail');
    await page.getByLabel('SMTP server').fill('smtp.example.com');
    await page.getByLabel('From').fill('watch@example.com');
    await page.getByLabel('To', { exact: true }).fill('no address');
    await page.getByRole('button', { name: 'Add the channel' }).click();
    await page
      .getByRole('alert')
      .getByText(/^To: e-mail addresses, separated by commas/)
      .waitFor();
  });

  test('a webhook is added, and its test arrives and says so', async () => {
    await page.getByRole('link', { name: 'Signed webhook' }).click();
    await page.getByLabel('Name').fill('on-call');
    await page.getByLabel('Address').fill(hookUrl);
    await page.getByLabel('Secret').fill(secret);
    await page.getByRole('button', { name: 'Add hours of silence' }).click();
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']) await page.getByLabel(day).uncheck();
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByRole('button', { name: 'Add the channel' }).click();
    await page.getByRole('heading', { name: 'on-call' }).waitFor();
    await page.getByRole('button', { name: 'Test now: on-call' }).click();
    await page.getByText(/accepted in \d+ ms \(204\)/).waitFor();
    assert.deepEqual(
      heard.map(({ cause }) => cause),
      ['test'],
    );
    const { items } = await client.call<{ items: Channel[] }>('GET', '/api/v1/channels');
    assert.deepEqual(items[0]?.rules, {
      minSeverity: 'high',
      includesWeaknesses: false,
      apps: [],
      alwaysFrom: 'critical',
      mutes: [{ days: [6, 7], from: '22:00', until: '06:00', timeZone: 'Europe/Berlin' }],
      quota: { count: 20, minutes: 60 },
    });
  });

  test('what is saved is shown again, the secret is not, and it stays', async () => {
    await page.reload();
    await page.getByLabel('Secret').waitFor();
    assert.equal(await page.getByLabel('Secret').inputValue(), '');
    assert.ok(!(await page.content()).includes(secret));
    assert.equal(await page.getByLabel('Address').inputValue(), hookUrl);
    await page.getByLabel('Incidents').selectOption({ label: 'low and worse' });
    await page.getByLabel('Told at once all the same').selectOption({ label: 'low and worse' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('on-call is saved.').waitFor();
    await page.getByRole('button', { name: 'Test now: on-call' }).click();
    await page.getByText(/accepted in \d+ ms/).waitFor();
  });

  test('incidents are told, each once, and stand in the log, as text whatever they hold', async () => {
    const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
    const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
      app,
      environment: 'production',
      name: 'shop',
    });
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page
      .getByRole('row', { name: /Castellan reaches you here/ })
      .first()
      .waitFor();
    heard.length = 0;
    const findings = hostileFindings('hostile', 'production').slice(0, 6);
    const body = findings.map((finding) => JSON.stringify({ finding })).join('\n');
    const headers = { authorization: `Bearer ${token}` };
    for (let round = 0; round < 2; round += 1) {
      await fetch(`${watch.told.url}/api/v1/ingest`, { method: 'POST', headers, body });
    }
    await eventually(async () => heard.length >= 6);
    await page
      .getByRole('row', { name: /an incident opened/ })
      .nth(5)
      .waitFor();
    const { items } = await client.call<PageOf<Delivery>>(
      'GET',
      '/api/v1/deliveries?state=delivered',
    );
    assert.equal(items.filter(({ cause }) => cause === 'opened').length, 6);
    assert.equal(heard.length, 6);
    assert.equal(await page.evaluate(`'ran' in globalThis`), false);
  });

  test('somebody is on it: the incident says who', async () => {
    await page
      .getByRole('row', { name: /an incident opened/ })
      .first()
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('button', { name: 'I am on it' }).click();
    await page.getByText('Ada is on it').waitFor();
    assert.equal(await page.getByRole('button', { name: 'I am on it' }).count(), 0);
  });

  test('a channel that fails says why, what was given up is tried again, and a paused one is told nothing', async () => {
    status = 410;
    await page.goto(`${watch.told.url}/settings/notifications`);
    await page.getByRole('button', { name: 'Test now: on-call' }).click();
    await page.getByText('on-call answered 410').waitFor();
    await page.getByText('failing', { exact: true }).waitFor();
    status = 204;
    await page.getByLabel('State').selectOption({ label: 'given up' });
    assert.equal(new URL(page.url()).searchParams.get('state'), 'failed');
    await page.getByRole('button', { name: /^Try again: / }).click();
    await page.getByText('Nothing was told yet').waitFor();
    await page.getByText('works', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pause on-call' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume on-call' }).click();
    await page.getByText('works', { exact: true }).waitFor();
  });

  test('an inner address is refused in words', async () => {
    await page.goto(`${watch.told.url}/settings/notifications/new?kind=ntfy`);
    await page.getByLabel('Name').fill('inner');
    await page.getByLabel('Server').fill('http://169.254.169.254/');
    await page.getByLabel('Topic').fill('castellan');
    await page.getByRole('button', { name: 'Add the channel' }).click();
    await page.getByRole('button', { name: 'Test now: inner' }).click();
    await page
      .getByText(/inner 169\.254\.169\.254 is an inner address, where watch sends nothing/)
      .waitFor();
    await page.getByRole('link', { name: 'Take away' }).click();
    assert.equal(new URL(page.url()).searchParams.get('remove'), 'ask');
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('inner is told nothing any more.').waitFor();
    await page.getByRole('link', { name: 'on-call' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'inner', exact: true }).count(), 0);
  });

  test('a monitor is added, looks, is told of on the channel, and taken away', async () => {
    heard.length = 0;
    await page.getByRole('link', { name: 'Monitors' }).click();
    await page.getByText('Nothing is watched from outside yet').waitFor();
    await page.getByRole('link', { name: 'Add a monitor' }).click();
    await page.getByRole('link', { name: 'Certificate' }).click();
    await page.getByLabel('Name').fill('mail server');
    await page.getByLabel('Host').fill('127.0.0.1');
    // Nobody listens there.
    await page.getByLabel('Port').fill('9');
    await page.getByLabel('Protocol').selectOption('pop3');
    await page.getByRole('button', { name: 'Add the monitor' }).click();
    await page
      .getByText(/Could not look: /)
      .first()
      .waitFor();
    await page.getByText('critical', { exact: true }).first().waitFor();
    await eventually(async () =>
      heard.some(({ title }) => title.startsWith('mail server: Could not')),
    );
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.locator('.timeline li').nth(1).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('paused', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Edit' }).click();
    assert.equal(await page.getByLabel('Protocol').inputValue(), 'pop3');
    await page.getByLabel('Port').fill('11');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('mail server is saved').waitFor();
    assert.equal((await monitors())[0]?.settings['port'], 11);
    await page.getByRole('link', { name: 'Monitors' }).click();
    await page.getByRole('link', { name: 'Add a monitor' }).click();
    await page.getByRole('link', { name: 'heartbeat' }).click();
    await page.getByLabel('Name').fill('shop is alive');
    await page.getByLabel('App').selectOption({ label: 'shop' });
    await page.getByRole('button', { name: 'Add the monitor' }).click();
    await page.getByText('No process of production was ever seen').first().waitFor();
    await page.getByRole('link', { name: 'Take away' }).click();
    await page.getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('shop is alive looks no more.').waitFor();
    await page.getByRole('link', { name: 'mail server' }).waitFor();
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const { items } = await client.call<{ items: Channel[] }>('GET', '/api/v1/channels');
    const edit = `/settings/notifications/${items[0]?.id ?? ''}`;
    const kinds = ['email', 'webhook', 'pagerduty'].map(
      (kind) =>
        [`channel-new-${kind}`, { path: `/settings/notifications/new?kind=${kind}` }] as const,
    );
    const wait =
      (text: string) =>
      async (page: Page): Promise<void> =>
        page.getByText(text).first().waitFor();
    const checked = await checkViews(browser, context, watch.told.url, {
      notifications: { path: '/settings/notifications', prepare: wait('works') },
      'notifications-none': {
        path: '/settings/notifications?state=gathered',
        prepare: wait('Nothing was told yet'),
      },
      'channel-new': { path: '/settings/notifications/new', prepare: wait('Telegram') },
      ...Object.fromEntries(
        kinds.map(([name, view]) => [name, { ...view, prepare: wait('What it is told') }]),
      ),
      channel: { path: edit, prepare: wait('What it is told') },
      'channel-remove': { path: `${edit}?remove=ask`, prepare: wait('for good') },
      monitors: { path: '/settings/monitors', prepare: wait('mail server') },
      'monitor-new': {
        path: '/settings/monitors/new?kind=certificate',
        prepare: wait('Add the monitor'),
      },
      monitor: {
        path: `/settings/monitors/${(await monitors())[0]?.id ?? ''}`,
        prepare: wait('Could not look'),
      },
      'monitor-edit': {
        path: `/settings/monitors/${(await monitors())[0]?.id ?? ''}/edit`,
        prepare: wait('Save'),
      },
      'monitor-new-ports': {
        path: '/settings/monitors/new?kind=ports',
        prepare: wait('Add the monitor'),
      },
      'incident-acknowledged': { path: '/incidents', prepare: openAcknowledged },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});

async function monitors(): Promise<readonly Monitor[]> {
  return (await client.call<{ items: Monitor[] }>('GET', '/api/v1/monitors')).items;
}

async function openAcknowledged(page: Page): Promise<void> {
  const { items } = await client.call<PageOf<{ id: string; acknowledgedBy?: string }>>(
    'GET',
    '/api/v1/incidents',
  );
  const id = items.find(({ acknowledgedBy }) => acknowledgedBy !== undefined)?.id ?? '';
  await page.goto(`${watch.told.url}/incidents/${id}`);
  await page.getByText('Ada is on it').waitFor();
}
