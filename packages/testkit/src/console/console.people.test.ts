import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { caseFinding } from '@castellan/core/cases';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { patience, startBrowser, troublesOf, untilLoaded } from './browser.ts';
import { checkViews } from './check-views.ts';
import { totpOf } from './totp.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('people');
const password = 'correct horse battery';
const grace = { email: 'grace@example.com', password };

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;

async function signIn(on: Page, email: string, heading = 'Overview'): Promise<void> {
  await on.getByLabel('E-mail address').fill(email);
  await on.getByLabel('Password').fill(password);
  await on.getByRole('button', { name: 'Sign in' }).click();
  await on.getByRole('heading', { name: heading }).waitFor();
}

async function newPage(): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1_280, height: 820 } });
  const made = await context.newPage();
  made.setDefaultTimeout(patience);
  return made;
}

/** An owner holds a responder to one app of two; she sees nothing of the other. */
describe('people in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    const started = await startConsole(home);
    ({ watch, client } = started);
    const { url } = started;
    for (const [name, address] of [
      ['shop', '198.51.100.1'],
      ['vault', '203.0.113.99'],
    ] as const) {
      const { id: app } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
      const made = { app, environment: 'production', name };
      const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made);
      const request = {
        id: 'r1',
        method: 'GET',
        route: `/${name}`,
        path: `/${name}`,
        address,
        userAgent: 'curl/8',
      };
      const sent = caseFinding({
        id: crypto.randomUUID(),
        time: new Date().toISOString(),
        request,
      });
      const taken = await fetch(`${url}/api/v1/ingest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ finding: sent }),
      });
      assert.equal(((await taken.json()) as { accepted: number }).accepted, 1);
    }
    browser = await startBrowser();
    page = await newPage();
    troubles = await troublesOf(page);
    await page.goto(url);
    await signIn(page, 'ada@example.com');
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('a person is added who sees one app; the list says so', async () => {
    await page.goto(`${watch.told.url}/settings/people`);
    await page.getByLabel('Name', { exact: true }).fill('Grace');
    await page.getByLabel('E-mail address').fill(grace.email);
    await page.getByLabel('First password').fill(grace.password);
    await page.getByRole('checkbox', { name: 'shop' }).check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('Grace may sign in.').waitFor();
    const row = page.getByRole('row', { name: /Grace/ });
    await row.getByRole('link', { name: /^shop.*change what Grace sees/ }).waitFor();
    await page.getByRole('row', { name: /Ada/ }).getByText('every app').waitFor();
    // Who sees all is judged before another page takes over `context`.
    const judged = await checkViews(browser, context, watch.told.url, {
      people: { path: '/settings/people' },
      'people-sees': {
        path: '/settings/people',
        prepare: async (look) => {
          await look.getByRole('link', { name: /change what Grace sees/ }).click();
          await look.getByRole('dialog').waitFor();
        },
      },
      'api-token': { path: '/settings/tokens' },
    });
    assert.equal(judged, 6);
  });

  test('she sees her app and nothing of the other, and is offered only what she may', async () => {
    const hers = await newPage();
    await hers.goto(watch.told.url);
    await signIn(hers, grace.email);
    for (const path of ['/', '/incidents', '/events', '/attackers', '/decisions', '/apps']) {
      await hers.goto(watch.told.url + path);
      await hers.locator('h1').first().waitFor();
      await untilLoaded(hers);
      const text = await hers.locator('main').innerText();
      assert.doesNotMatch(text, /vault|203\.0\.113\.99/, path);
      if (path !== '/decisions' && path !== '/') assert.match(text, /shop|198\.51\.100\.1/, path);
    }
    await hers.context().close();
  });

  test('an owner lets her see every app, by keyboard; she has to sign in again', async () => {
    await page.getByRole('link', { name: /^shop.*change what Grace sees/ }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'What Grace sees' });
    await dialog.waitFor();
    assert.ok(new URL(page.url()).searchParams.has('apps'));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^shop.*change what Grace sees/ }).click();
    await dialog.getByRole('checkbox', { name: 'shop' }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Grace has to sign in again.').waitFor();
    await page.getByRole('link', { name: /^every app.*change what Grace sees/ }).waitFor();
    assert.deepEqual(troubles, []);
  });

  test('an owner makes a passkey, signs in by it alone, and takes it away by itself', async () => {
    await page.goto(watch.told.url);
    await page.getByRole('complementary', { name: 'Second factor' }).waitFor();
    const named = watch.told.url.replace('127.0.0.1', 'localhost');
    const hers = await newPage();
    const herTroubles = await troublesOf(hers);
    await addAuthenticator(hers);
    await hers.goto(`${named}/incidents`);
    await signIn(hers, 'ada@example.com', 'Incidents');
    await hers.getByRole('link', { name: 'Set it up' }).click();
    await hers.getByRole('heading', { name: 'A second factor first' }).waitFor();
    const due = { 'second-factor-due': { path: '/second-factor' }, 'with-note': { path: '/' } };
    assert.equal(await checkViews(browser, context, named, due), 4);
    await hers.getByLabel('Name of the passkey').fill('my laptop');
    await hers.getByLabel('Password, to make a passkey').fill(password);
    await hers.getByRole('button', { name: 'Make a passkey' }).click();
    await hers.getByLabel('Recovery codes').waitFor();
    await hers.getByRole('button', { name: 'Go on' }).click();
    await hers.getByRole('heading', { name: 'Incidents' }).waitFor();
    assert.equal(await hers.getByRole('complementary', { name: 'Second factor' }).count(), 0);
    assert.equal(await checkViews(browser, context, named, { account: { path: '/settings' } }), 2);

    await hers.getByRole('button', { name: 'Sign out' }).click();
    const nobody = await browser.newContext();
    assert.equal(await checkViews(browser, nobody, named, { door: { path: '/sign-in' } }), 2);
    await hers.getByRole('button', { name: 'Use a passkey' }).click();
    await hers.getByRole('heading', { name: 'Overview' }).waitFor();

    await hers.goto(`${named}/settings`);
    const row = hers.getByRole('row', { name: /my laptop/ });
    await row.getByText('just now').first().waitFor();
    await row.getByRole('button', { name: 'Take away the passkey my laptop' }).click();
    await hers.getByRole('dialog').getByRole('button', { name: 'Confirm with a passkey' }).click();
    await hers.getByText('my laptop is gone.').waitFor();
    await row.waitFor({ state: 'detached' });
    assert.deepEqual(herTroubles, []);
    await hers.context().close();
  });

  test('who must have a second factor sets one up before all else, then goes where they wanted', async () => {
    await page.goto(`${watch.told.url}/settings/people`);
    await page.getByLabel('Who must have a second factor').selectOption('everybody');
    await page.getByText('Everybody needs a second factor').waitFor();
    const hers = await newPage();
    const herTroubles = await troublesOf(hers);
    await hers.goto(`${watch.told.url}/events?detection=none`);
    await signIn(hers, grace.email, 'A second factor first');
    const needed = { 'second-factor-needed': { path: '/attackers' } };
    assert.equal(await checkViews(browser, context, watch.told.url, needed), 2);
    assert.equal(await hers.getByRole('button', { name: 'Later' }).count(), 0);
    await hers.getByLabel('Your password').fill(password);
    await hers.getByRole('button', { name: 'Set up a second factor' }).click();
    const secret = await hers.getByLabel('Secret for the authenticator app').innerText();
    await hers.getByLabel('Code that the app shows').fill(totpOf(secret.trim(), Date.now()));
    await hers.getByRole('button', { name: 'Put it in force' }).click();
    await hers.getByLabel('Recovery codes').waitFor();
    await hers.getByRole('button', { name: 'Go on' }).click();
    await hers.getByRole('heading', { name: 'Events' }).waitFor();
    assert.ok(hers.url().endsWith('/events?detection=none'), hers.url());
    assert.deepEqual(herTroubles, []);
    await hers.context().close();
  });
});

/** A device with a screen lock, as Chromium’s own tools make one. */
async function addAuthenticator(on: Page): Promise<void> {
  const tools = await on.context().newCDPSession(on);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
