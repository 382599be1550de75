import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { appWithToken, deliver } from './deliver.ts';
import { hostileFindings } from './script-payloads.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('explorer');

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

const [hostile] = hostileFindings('shop', 'production');

/** What the test searches: one finding of each of these, a few minutes apart, and a hostile one. */
const kinds = [
  { detection: 'sql-injection', severity: 'critical', route: '/cards', address: '203.0.113.7' },
  { detection: 'sql-injection', severity: 'critical', route: '/users/:id', address: '203.0.113.9' },
  { detection: 'path-traversal', severity: 'high', route: '/files/*', address: '203.0.113.7' },
  { detection: 'ssrf', severity: 'medium', route: '/health', address: '198.51.100.1' },
] as const;

async function fill(): Promise<void> {
  const { token } = await appWithToken(client);
  assert.ok(hostile?.request);
  const { request } = hostile;
  const findings = kinds.flatMap(({ detection, severity, route, address }, kind) =>
    Array.from({ length: 4 }, (_, index) => ({
      ...hostile,
      id: crypto.randomUUID(),
      time: new Date(Date.now() - (kind * 4 + index) * 45 * 60_000).toISOString(),
      detection,
      severity,
      disposition: kind === 3 ? ('logged' as const) : ('blocked' as const),
      request: {
        ...request,
        method: 'GET',
        route,
        path: route,
        address,
        ...(kind === 0 && { user: { id: 'ada' } }),
      },
      input: {
        path: 'query.q',
        excerpt: kind === 0 ? "1' UNION SELECT password" : `../../${index}`,
        transformations: [],
      },
    })),
  );
  await deliver(watch.told.url, token, [...findings, hostile]);
}

const queryOf = (): string => new URL(page.url()).searchParams.get('q') ?? '';
const rows = (): Promise<number> => page.locator('.events tbody tr').count();

async function search(query: string, count: number): Promise<void> {
  await page.getByRole('combobox', { name: 'Query' }).fill(query);
  await page.keyboard.press('Enter');
  await eventually(async () => queryOf() === query && (await rows()) === count);
}

/** A person finds out by queries, and keeps what they found. */
describe('the event explorer in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    await fill();
    ({ browser, context, page, troubles } = await signedInBrowser(client, '/events'));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('a query is completed and put in force by the keyboard alone', async () => {
    await page.locator('.events tbody tr').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('sev');
    await page.getByRole('option', { name: /^severity:/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('>=h');
    await page.getByRole('option', { name: 'high' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('app:shop -route:/cards');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Completions' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await eventually(async () => queryOf() === 'severity:>=high app:shop -route:/cards');
    // Eight of the kinds, and the hostile one.
    await eventually(async () => (await rows()) === 9);
    await page.reload();
    await eventually(async () => (await rows()) === 9);
  });

  test('text, networks, users, OR and times find what they should', async () => {
    await search('"union select"', 4);
    await search('address:203.0.113.0/24 -address:203.0.113.7', 4);
    await search('user:ada OR detection:ssrf', 8);
    await search('detection:ssrf after:1h', 0);
    await page.getByText('No event fits').waitFor();
  });

  test('what cannot be read is told with its place', async () => {
    await page.getByRole('combobox', { name: 'Query' }).fill('app:shop sevrity:high');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByText('There is no field “sevrity”. Did you mean severity?').waitFor();
    assert.equal(await alert.locator('mark').textContent(), 'sevrity');
  });

  test('a value is one click from being all of it, or nothing of it', async () => {
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Only user ada' }).click();
    await eventually(async () => queryOf() === 'user:ada' && (await rows()) === 4);
    await page.getByRole('button', { name: 'Clear' }).click();
    const facets = page.getByRole('region', { name: 'Detections' });
    await facets.getByRole('button', { name: 'Without detection sql-injection' }).click();
    await eventually(async () => queryOf() === '-detection:sql-injection' && (await rows()) === 9);
    const row = page.getByRole('row', { name: /Path traversal/ }).first();
    await row.hover();
    await row.getByRole('button', { name: 'Only route GET /files/*' }).click();
    await eventually(
      async () =>
        queryOf() === '-detection:sql-injection route:"GET /files/*"' && (await rows()) === 4,
    );
  });

  test('a stretch drawn over the bars narrows the time, and so do moments that are typed', async () => {
    await page.goto(`${watch.told.url}/events?q=app%3Ashop`);
    const bars = page.getByRole('img', { name: /^17 events in 168 hours/ });
    const box = await bars.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width - 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, box.y + 20, { steps: 3 });
    await page.mouse.up();
    await page.waitForURL('**/events?*from=*');
    await eventually(async () => (await rows()) > 0 && (await rows()) < 17);
    assert.equal(queryOf(), 'app:shop');
    await page.getByLabel('From', { exact: true }).fill('2020-01-01T00:00');
    await page.getByLabel('From', { exact: true }).blur();
    await eventually(async () => (await rows()) === 17);
  });

  test('a view is kept, shared, pinned, found again, changed and taken away', async () => {
    await page.goto(`${watch.told.url}/events?q=detection%3Assrf`);
    await page.getByRole('button', { name: 'Save this view' }).click();
    assert.equal(new URL(page.url()).searchParams.get('view'), 'save');
    await page.getByLabel('Name').fill('Requests to the inside');
    await page.getByLabel('The whole team sees it').check();
    await page.getByLabel('The overview counts it').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Requests to the inside is saved.').waitFor();
    await page.goto(watch.told.url);
    const pinned = page.getByRole('list', { name: 'Pinned views' });
    await pinned.getByText('4', { exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('inside');
    await page.keyboard.press('Enter');
    await eventually(async () => queryOf() === 'detection:ssrf' && (await rows()) === 4);
    await page.getByRole('button', { name: 'Change the view' }).click();
    await page.getByLabel('Name').fill('Inside');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: /^Inside/ }).waitFor();
    const { items } = await client.call<{ items: { act: string }[] }>('GET', '/api/v1/audit');
    assert.ok(items.some(({ act }) => act === 'share view'));
  });

  test('no page broke, and the policy refused nothing', async () => {
    assert.equal(await page.evaluate(`'ran' in globalThis`), false);
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const openHelp = (look: Page): Promise<void> => look.getByText('How to write a query').click();
    const checked = await checkViews(browser, context, watch.told.url, {
      explorer: {
        path: '/events?q=severity%3A%3E%3Dmedium',
        prepare: async (look) => {
          await look.locator('.events tbody tr').first().waitFor();
          await look.getByText('Most frequent').waitFor();
        },
      },
      'explorer-completion': {
        path: '/events',
        prepare: async (look) => {
          await look.getByText('Most frequent').waitFor();
          await look.getByRole('combobox', { name: 'Query' }).pressSequentially('-d');
          await look.getByRole('option', { name: /^detection:/ }).waitFor();
          await look.keyboard.press('ArrowDown');
        },
      },
      'explorer-refused': {
        path: '/events?q=app%3Ashop+sevrity%3Ahigh',
        prepare: async (look) => {
          await look.getByRole('alert').waitFor();
          await openHelp(look);
        },
      },
      'explorer-save': {
        path: '/events?q=app%3Ashop&view=save',
        prepare: (look) => look.getByRole('dialog').waitFor(),
      },
      'overview-pinned': {
        path: '/',
        prepare: (look) => look.getByRole('list', { name: 'Pinned views' }).waitFor(),
      },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});
