import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { App, Incident, PageOf } from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { ApiClient } from '../watch/api-client.ts';
import {
  type Program,
  startGuardedApp,
  startWatchProgram,
  type ToldByWatch,
} from '../watch/programs.ts';
import {
  axeProblems,
  chromiumPath,
  eventually,
  patience,
  startBrowser,
  troublesOf,
} from './browser.ts';
import { checkViews, type View } from './check-views.ts';
import { totpOf } from './totp.ts';
import { hostileFindings, payloadCount } from './script-payloads.ts';
import { strangersOn } from './strangers.ts';

const attacker = '203.0.113.7';
const owner = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };
const responder = { name: 'Grace', email: 'grace@example.com', password: 'another horse battery' };
const firstScriptBytes = 190 * 1_024;

const home = mkdtempSync(join(tmpdir(), 'castellan-console-'));
chmodSync(home, 0o755);
const appDirectory = mkdtempSync(join(tmpdir(), 'castellan-app-'));

let watch: Program<ToldByWatch>;
let app: Program<{ readonly port: number }> | undefined;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
const api = (): Promise<ApiClient> => signedInClient(watch.told.url);

const skip =
  chromiumPath === undefined &&
  process.env['CI'] !== 'true' &&
  'Chromium is not there: apt-get install chromium, or name one in CASTELLAN_CHROMIUM';

describe('the console in Chromium', { skip }, () => {
  before(async () => {
    await buildConsolePages();
    watch = await startWatchProgram(join(home, 'data'));
    browser = await startBrowser();
    context = await browser.newContext({ viewport: { width: 1_280, height: 820 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await context.newPage();
    page.setDefaultTimeout(patience);
    troubles = await troublesOf(page);
  });

  after(async () => {
    await browser?.close();
    await app?.end('SIGTERM');
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
    rmSync(appDirectory, { recursive: true, force: true });
  });

  test('whoever holds the one-time link becomes the first owner, signs out and in again', async () => {
    const { url, setUpUrl = '' } = watch.told;
    await page.goto(url);
    await page.getByRole('heading', { name: 'Not set up yet' }).waitFor();
    await page.goto(setUpUrl);
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('E-mail address').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Become the first owner' }).click();
    await page.getByText('Nothing is guarded yet.').waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret does not stay in the address');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signInOn(page, { ...owner, password: 'not the password' });
    await page
      .getByRole('alert')
      .getByText(/is wrong/)
      .waitFor();
    await signInOn(page, owner);
    await page.getByText('Nothing is guarded yet.').waitFor();
  });

  test('an app is added, and its page tells when the first sign of life comes', async () => {
    await page.getByRole('link', { name: 'Add an app' }).click();
    await page.getByLabel('Name').fill('shop');
    await page.getByRole('button', { name: 'Add the app' }).click();
    await page.getByText('Listening…').waitFor();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const line = page.getByLabel('Command that starts the app under guard');
    const text = (await line.textContent()) ?? '';
    const token = /CASTELLAN_TOKEN=(cst_ingest_\S+)/.exec(text)?.[1] ?? '';
    await page.getByRole('button', { name: 'Copy' }).last().click();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), text);
    app = await startGuardedApp(appDirectory, {
      CASTELLAN_WATCH_URL: watch.told.url,
      CASTELLAN_TOKEN: token,
      CASTELLAN_TRUSTED_PROXIES: '127.0.0.1',
    });
    await page.getByText('guarded by 1 process').waitFor();
    await page.getByText('node:child_process').first().waitFor();
    assert.ok(!(await page.content()).includes(token), 'the token is not shown again');
  });

  test('an attack appears in the stream by itself', async (t) => {
    await page.getByRole('link', { name: 'Events' }).click();
    await page.getByText('No events yet').waitFor();
    const started = performance.now();
    assert.equal((await ask(attacker, 'x; cat /etc/passwd')).status, 403);
    await page.getByRole('row', { name: /Command injection/ }).waitFor();
    t.diagnostic(`in the stream ${Math.round(performance.now() - started)} ms after the attack`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await ask('203.0.113.8', 'y; cat /etc/passwd');
    await page.getByRole('button', { name: 'Go on, 1 new event' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2, 'paused, it stands still');
    await page.getByRole('button', { name: /^Go on/ }).click();
    await page.getByRole('row', { name: /203\.0\.113\.8/ }).waitFor();
  });

  test('an incident explains itself, is closed, and that is undone', async () => {
    await page
      .getByRole('row', { name: /203\.0\.113\.7/ })
      .getByRole('link', { name: 'Command injection' })
      .click();
    const text = page.getByLabel('Text of the call');
    await text.waitFor();
    assert.match((await text.textContent()) ?? '', /^echo x; cat \/etc\/passwd$/);
    assert.match((await text.locator('mark').textContent()) ?? '', /;/);
    await page
      .getByText(/app\.mjs:\d+/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('The incident is closed.').waitFor();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'False alarm' }).waitFor();
  });

  test('the attacker is blocked with an end and a reason, refused by the app, and let in again', async () => {
    assert.equal((await ask(attacker, 'hello')).status, 200);
    await page.getByRole('link', { name: attacker }).first().click();
    await page.getByRole('link', { name: 'Block this attacker' }).click();
    assert.equal(new URL(page.url()).searchParams.get('block'), attacker);
    await page.getByLabel('Reason').fill('attacks the shop');
    await page.getByLabel('For how long').selectOption({ label: '1 hour' });
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText(`${attacker} is blocked.`).waitFor();
    await eventually(async () => (await ask(attacker, 'hello')).status === 403);
    assert.equal((await ask('198.51.100.20', 'hello')).status, 200);
    await page.getByRole('link', { name: 'Decisions' }).click();
    await page.getByRole('row', { name: /attacks the shop/ }).waitFor();
    await page.getByRole('button', { name: `Undo the block of ${attacker}` }).click();
    await page.getByText('Nobody is blocked').waitFor();
    await eventually(async () => (await ask(attacker, 'hello')).status === 200);
  });

  test('an inner address is blocked only when that is said in so many words', async () => {
    await page.goto(`${watch.told.url}/decisions?block=10.0.0.1`);
    await page.getByLabel('Reason').fill('a test');
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/inner address/)
      .waitFor();
    await page.getByLabel(/although it is an inner address/).check();
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('10.0.0.1 is blocked.').waitFor();
  });

  test('everything can be reached by the keyboard', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL('**/incidents');
    await page
      .getByRole('row', { name: /Command injection/ })
      .first()
      .waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/incidents/*');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('nowhere');
    await page.getByText('Nothing fits.').waitFor();
    await page.getByRole('combobox').fill('sett');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/settings');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('a stretch drawn over the bars shows the events of those hours', async () => {
    await page.goto(watch.told.url);
    const bars = page.getByRole('img', { name: /events? in 168 hours/ });
    const box = await bars.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL('**/events?*');
    const { searchParams } = new URL(page.url());
    const hours =
      (Date.parse(searchParams.get('until') ?? '') - Date.parse(searchParams.get('from') ?? '')) /
      3_600_000;
    assert.equal(hours, 84);
    await page
      .getByRole('row', { name: /Command injection/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.waitForURL('**/events');
  });

  test('whose session ends signs in and comes back to where they were', async () => {
    await page.goto(`${watch.told.url}/decisions?show=past`);
    await page.getByRole('row', { name: /attacks the shop/ }).waitFor();
    await context.clearCookies();
    await page.getByRole('link', { name: 'Attackers' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signInOn(page, owner);
    await page.getByRole('heading', { name: 'Attackers' }).waitFor();
    await page.goto(`${watch.told.url}/sign-in?to=//evil.example/`);
    await signInOn(page, owner);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.equal(new URL(page.url()).origin, watch.told.url);
  });

  test('the theme is switched and stays', async () => {
    const ground = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('button', { name: /^Theme: light/ }).click();
    assert.notEqual(await ground(), light);
    await page.reload();
    await page.getByRole('button', { name: /^Theme: dark/ }).click();
    await page.getByRole('button', { name: /^Theme: system/ }).waitFor();
    assert.equal(await ground(), light);
  });

  test('a person is added, may do what the role lets them, and gets a second factor', async () => {
    await page.goto(`${watch.told.url}/settings/people`);
    await page.getByLabel('Name', { exact: true }).fill(responder.name);
    await page.getByLabel('E-mail address').fill(responder.email);
    await page.getByLabel('First password').fill(responder.password);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Grace may sign in.').waitFor();

    const own = await browser.newContext();
    const hers = await own.newPage();
    hers.setDefaultTimeout(patience);
    await hers.goto(`${watch.told.url}/settings`);
    await signInOn(hers, responder);
    await hers.getByRole('heading', { name: 'Second factor' }).waitFor();
    const pages = hers.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    assert.deepEqual(await pages.allTextContents(), [
      'Your account',
      'Monitors',
      'Critical networks',
      'Users at risk',
      'Work',
    ]);
    await hers.getByLabel('Your password').fill(responder.password);
    await hers.getByRole('button', { name: 'Set up a second factor' }).click();
    const secret = (await hers.getByLabel('Secret for the authenticator app').textContent()) ?? '';
    await hers.getByLabel('Code that the app shows').fill(totpOf(secret, Date.now()));
    await hers.getByRole('button', { name: 'Put it in force' }).click();
    const codes = (await hers.getByLabel('Recovery codes').textContent()) ?? '';
    await hers.goto(`${watch.told.url}/apps`);
    await hers.getByRole('heading', { name: 'Apps' }).waitFor();
    assert.equal(await hers.getByRole('link', { name: 'Add an app' }).count(), 0);
    await hers.getByRole('button', { name: 'Sign out' }).click();
    await signInOn(hers, responder);
    await hers.getByLabel('Code').fill('000000');
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.getByRole('alert').waitFor();
    await hers.getByLabel('Code').fill(codes.split('\n')[0] ?? '');
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.getByRole('heading', { name: 'Overview' }).waitFor();
    await own.close();
  });

  test('a link made in the settings signs in on another device, once', async () => {
    await page.goto(`${watch.told.url}/settings`);
    await page.getByLabel('Password, to confirm').fill(owner.password);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = (await page.getByLabel('Link that signs you in').textContent()) ?? '';
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const there = await phone.newPage();
    there.setDefaultTimeout(patience);
    await there.goto(link);
    await there.getByRole('button', { name: 'Sign in' }).waitFor();
    assert.deepEqual(await axeProblems(there, 'all'), []);
    await there.getByRole('button', { name: 'Sign in' }).click();
    await there.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.equal(new URL(there.url()).hash, '', 'the secret does not stay in the address');
    await there.goto(link);
    await there.getByRole('heading', { name: 'Overview' }).waitFor();
    await phone.clearCookies();
    await there.goto(link);
    await there.getByRole('button', { name: 'Sign in' }).click();
    await there
      .getByRole('alert')
      .getByText(/not valid any more/)
      .waitFor();
    await phone.close();
  });

  test(`${payloadCount} texts that would run as script are text on every view`, async () => {
    const { token, id } = await tokenFor('hostile <script>window.ran=1</script>');
    const findings = hostileFindings('hostile', 'production');
    const response = await fetch(`${watch.told.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: findings.map((finding) => JSON.stringify({ finding })).join('\n'),
    });
    const answer = (await response.json()) as { accepted: number; reasons: readonly string[] };
    assert.equal(answer.accepted, findings.length, answer.reasons.join('; '));
    const { items } = await (
      await api()
    ).call<PageOf<Incident>>('GET', `/api/v1/incidents?app=${id}&limit=200`);
    assert.equal(items.length, findings.length);
    const urls = [
      '/',
      `/events?app=${id}`,
      `/incidents?app=${id}`,
      `/attackers?app=${id}`,
      `/apps/${id}`,
      '/settings/audit',
      ...items.map((incident) => `/incidents/${incident.id}`),
    ];
    for (const url of urls) {
      await page.goto(watch.told.url + url);
      await page.locator('main tr, main .explanation').first().waitFor();
      assert.deepEqual(await strangersOn(page), [], url);
    }
  });

  test('no page broke, none was refused anything by the policy, and no script of others ran', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const checked = await checkViews(browser, context, watch.told.url, await allViews());
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });

  test('assets are kept for ever, the page never, and the first JavaScript is within its budget', async (t) => {
    const html = await fetch(watch.told.url);
    assert.equal(html.headers.get('cache-control'), 'no-cache');
    const policy = html.headers.get('content-security-policy') ?? '';
    assert.doesNotMatch(policy, /unsafe-|nonce-|\*/);
    const text = await html.text();
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\son\w+=/);
    const scripts = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(
      ([, path = '']) => path,
    );
    assert.ok(scripts.length > 0);
    let bytes = 0;
    for (const path of scripts) {
      const response = await fetch(watch.told.url + path);
      assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      bytes += gzipSync(Buffer.from(await response.arrayBuffer())).length;
    }
    t.diagnostic(`first JavaScript: ${bytes} bytes gzipped`);
    assert.ok(bytes <= firstScriptBytes, `${bytes} bytes are over ${firstScriptBytes}`);
    const missing = await fetch(`${watch.told.url}/assets/of-another-version.js`);
    assert.equal(missing.status, 404, 'an asset that is gone is not answered with the page');
  });
});

async function allViews(): Promise<Readonly<Record<string, View>>> {
  const client = await api();
  const { items: incidents } = await client.call<PageOf<Incident>>(
    'GET',
    '/api/v1/incidents?limit=200',
  );
  const { items: apps } = await client.call<{ items: App[] }>('GET', '/api/v1/apps');
  const shop = apps.find(({ name }) => name === 'shop')?.id ?? '';
  const other = (await tokenFor('back-office')).id;
  const real = incidents.find(({ actor }) => actor === attacker)?.id ?? '';
  const hostile = incidents.find(({ app }) => app !== 'shop')?.id ?? '';
  return {
    overview: { path: '/' },
    events: { path: '/events' },
    'events-none': { path: '/events?address=192.0.2.250' },
    incidents: { path: '/incidents' },
    'incidents-none': { path: '/incidents?status=false-alarm' },
    incident: { path: `/incidents/${real}` },
    'incident-hostile': { path: `/incidents/${hostile}` },
    attackers: { path: '/attackers' },
    attacker: { path: `/attackers/${attacker}` },
    block: { path: `/attackers/${attacker}?block=${attacker}` },
    decisions: { path: '/decisions?show=all' },
    'decisions-past': { path: '/decisions?show=past' },
    apps: { path: '/apps' },
    app: { path: `/apps/${shop}` },
    'app-waiting': { path: `/apps/${other}` },
    palette: {
      path: '/settings',
      prepare: async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('combobox').waitFor();
      },
    },
    'sign-in': { path: '/sign-in' },
    setup: { path: '/setup#secret' },
    missing: { path: '/no/such/page' },
  };
}

async function signInOn(page: Page, person: typeof owner): Promise<void> {
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signedInClient(url: string): Promise<ApiClient> {
  const client = new ApiClient(url);
  const { email, password } = owner;
  await client.call('POST', '/api/v1/session', { email, password });
  return client;
}

async function tokenFor(name: string): Promise<{ id: string; token: string }> {
  const client = await api();
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
  const environment = 'production';
  const made = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', {
    app: id,
    environment,
    name,
  });
  return { id, token: made.token };
}

/** Asks the app as the proxy in front of it does, on behalf of an address. */
function ask(address: string, query: string): Promise<Response> {
  const url = `http://127.0.0.1:${app?.told.port ?? 0}/?q=${encodeURIComponent(query)}`;
  return fetch(url, { headers: { 'x-forwarded-for': address } });
}
