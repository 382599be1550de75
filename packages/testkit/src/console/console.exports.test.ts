import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { checkViews } from './check-views.ts';
import { hostileFindings } from './script-payloads.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('exports');

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let stored = 0;

/** A person takes the events that they look at away as a file. */
describe('downloads of events in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    const started = await startConsole(home);
    watch = started.watch;
    const { client, url } = started;
    const { id } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' });
    const made = { app: id, environment: 'production', name: 'shop' };
    const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made);
    const findings = hostileFindings('hostile', 'production');
    stored = findings.length;
    const sent = await fetch(`${url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: findings.map((finding) => JSON.stringify({ finding })).join('\n'),
    });
    assert.equal(((await sent.json()) as { accepted: number }).accepted, stored);
    ({ browser, context, page, troubles } = await signedInBrowser(client));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  async function download(form: string): Promise<{ name: string; text: string }> {
    await page.getByRole('button', { name: 'Download' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Download events' });
    await dialog.getByLabel('Form').selectOption({ label: form });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download' }).press('Enter'),
    ]);
    await dialog.waitFor({ state: 'detached' });
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  }

  test('by keyboard, in a form of choice, whole', async () => {
    await page.goto(`${watch.told.url}/events`);
    const json = await download('JSON lines');
    assert.match(json.name, /^castellan-events-\d{8}T\d{6}Z\.jsonl$/);
    assert.equal(json.text.trimEnd().split('\n').length, stored);
    const cef = await download('Syslog with CEF');
    assert.match(cef.name, /\.cef\.log$/);
    assert.equal(cef.text.trimEnd().split('\n').length, stored);
  });

  test('the filters of the page narrow the file', async () => {
    await page.goto(`${watch.told.url}/events?address=198.51.100.250`);
    const { text } = await download('JSON lines');
    assert.equal(text, '');
  });

  test('it looks right on a desktop and a phone, in the dark and in the light', async () => {
    const prepare = async (look: Page): Promise<void> => {
      await look.getByRole('button', { name: 'Download' }).click();
      await look.getByRole('dialog', { name: 'Download events' }).waitFor();
    };
    const checked = await checkViews(browser, context, watch.told.url, {
      'exports-download': { path: '/events', prepare },
    });
    assert.equal(checked, 2);
    assert.deepEqual(troubles, []);
  });
});
