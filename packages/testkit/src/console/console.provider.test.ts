import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { CaseProvider } from '@castellan/watch/cases';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { judgeLook, patience, troublesOf } from './browser.ts';
import { checkViews } from './check-views.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';
import { totpOf } from './totp.ts';

const home = caseHome('provider');
const password = 'correct horse battery';
const path = '/settings/sign-in';

let provider: CaseProvider;
let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let url: string;

interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly troubles: readonly string[];
}

async function visitor(at = '/sign-in', isPhone = false): Promise<Visitor> {
  const viewport = isPhone ? { width: 375, height: 800 } : { width: 1_280, height: 820 };
  const context = await browser.newContext({ viewport, isMobile: isPhone });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const troubles = await troublesOf(page);
  await page.goto(url + at);
  return { page, context, troubles };
}

/** Goes through the provider, there and back. */
async function through(on: Page, account: string): Promise<void> {
  await on.getByRole('button', { name: 'Sign in through Case Inc.' }).click();
  await atProvider(on, account);
}

async function atProvider(on: Page, account: string): Promise<void> {
  await on.getByRole('heading', { name: 'The case provider' }).waitFor();
  await on.getByLabel('Account').fill(account);
  await on.getByRole('button', { name: 'Sign in' }).click();
}

async function byPassword(on: Page): Promise<void> {
  await on.getByLabel('E-mail address').fill('ada@example.com');
  await on.getByLabel('Password').fill(password);
  await on.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** An owner sets up a real provider; people come in through it. */
describe('signing in through a provider, in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    const started = await startConsole(home);
    ({ watch, url } = started);
    provider = await CaseProvider.start([`${url}/sign-in/provider`]);
    for (const name of ['Ada', 'Bo', 'Cy'])
      provider.accounts.set(name.toLowerCase(), {
        email: `${name.toLowerCase()}@example.com`,
        email_verified: true,
        name,
      });
    provider.accounts.set('eve', { email: 'eve@evil.example', email_verified: true, name: 'Eve' });
    ({ browser, context, page, troubles } = await signedInBrowser(started.client, path));
  });

  after(async () => {
    await browser?.close();
    await provider?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('an owner sets it up, and is told what is wrong before it is saved', async () => {
    await page.getByLabel('Redirect URI').getByText(`${url}/sign-in/provider`).waitFor();
    assert.equal(await checkViews(browser, context, url, { 'provider-none': { path } }), 2);
    await page.getByLabel('Issuer').fill(`${provider.issuer}/nowhere`);
    await page.getByLabel('Client id').fill(provider.clientId);
    await page.getByLabel('Client secret').fill('not the secret');
    await page.getByLabel('Name on the button').fill('Case Inc.');
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('The provider answered').waitFor();
    await page.getByLabel('Issuer').fill(provider.issuer);
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('It does not take this client id and secret.').waitFor();
    await judgeLook(page, 'watch-provider-not-ready-desktop', { fullPage: true });
    await page.getByLabel('Client secret').fill(provider.clientSecret);
    await page.getByRole('checkbox', { name: /^New people too/ }).check();
    await page.getByLabel('Domains', { exact: true }).fill('example.com');
    await page.getByLabel('Role of new people').selectOption('responder');
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('It takes the client id and secret.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('People can sign in through Case Inc.').waitFor();
    await page.reload();
    assert.equal(await page.getByLabel('Client secret').inputValue(), '');
    assert.equal(await page.getByLabel('Domains', { exact: true }).inputValue(), 'example.com');
    const table = {
      'provider-set': { path },
      'provider-groups': {
        path,
        prepare: async (look: Page) => {
          await look.getByLabel('Claim of groups').fill('groups');
          await look.getByLabel('Group 1', { exact: true }).fill('security');
          await look.getByRole('button', { name: 'Another group' }).click();
          await look.getByLabel('Role of group 2').waitFor();
        },
      },
      'provider-remove': { path: `${path}?remove=ask` },
    };
    assert.equal(await checkViews(browser, context, url, table), 6);
    assert.deepEqual(troubles, []);
  });

  test('somebody new comes in and lands where they wanted, without the code in the address', async () => {
    const {
      page: theirs,
      context: ours,
      troubles: trouble,
    } = await visitor('/incidents?state=open');
    const door = { 'provider-door': { path: '/sign-in' } };
    assert.equal(await checkViews(browser, await browser.newContext(), url, door), 2);
    await through(theirs, 'bo');
    await theirs.getByRole('heading', { name: 'Incidents' }).waitFor();
    assert.ok(theirs.url().endsWith('/incidents?state=open'), theirs.url());
    await theirs.goBack();
    assert.ok(!theirs.url().includes('code='), theirs.url());
    await theirs.goto(`${url}/settings`);
    await theirs.getByText('responder').first().waitFor();
    await theirs.getByRole('button', { name: 'Set a password' }).waitFor();
    assert.equal(await theirs.getByLabel('Current password').count(), 0);
    // Without a password the provider's word of just now is proof enough.
    await theirs.getByRole('button', { name: 'Set up a second factor' }).click();
    await theirs.getByLabel('Secret for the authenticator app').waitFor();
    assert.equal(
      await checkViews(browser, ours, url, { 'provider-account': { path: '/settings' } }),
      2,
    );
    assert.deepEqual(trouble, []);
  });

  test('who may not come in is told why; so is who opens the way back by itself', async () => {
    const { page: theirs, context: ours, troubles: trouble } = await visitor();
    await through(theirs, 'eve');
    await theirs.getByText('Nobody has invited you yet').waitFor();
    await judgeLook(theirs, 'watch-provider-refused-desktop');
    // The provider still has them signed in: it is to ask again.
    await theirs.getByRole('button', { name: 'Use another account' }).click();
    await atProvider(theirs, 'ada');
    await theirs.getByText('Somebody with your address is here already').waitFor();
    for (const back of ['', '?state=stolen&code=stolen', '?error=%3Cimg%20src=x%3E&state=x']) {
      await theirs.goto(`${url}/sign-in/provider${back}`);
      await theirs.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    }
    const lost = { 'provider-lost': { path: '/sign-in/provider?state=x&code=y' } };
    assert.equal(await checkViews(browser, ours, url, lost), 2);
    provider.brokenBy = 500;
    await theirs.goto(`${url}/sign-in`);
    // What it says of itself was read a moment ago, so that its own page is what is out of order.
    await theirs.getByRole('button', { name: 'Sign in through Case Inc.' }).click();
    await theirs.getByText('out of order').waitFor();
    provider.brokenBy = undefined;
    assert.deepEqual(
      trouble.filter((one) => !one.includes('500')),
      [],
    );
  });

  test('somebody who is here links it, and gives their own second factor after it, on a phone', async () => {
    await page.goto(`${url}/settings`);
    await page.getByLabel('Password, to link Case Inc.').fill(password);
    await page.getByRole('button', { name: 'Link Case Inc.' }).click();
    await atProvider(page, 'ada');
    await page.getByText('From now on this account signs you in too.').waitFor();
    await page.getByRole('row', { name: /ada@example.com/ }).waitFor();
    assert.equal(
      await checkViews(browser, context, url, { 'provider-linked': { path: '/settings' } }),
      2,
    );
    await page.getByLabel('Your password').fill(password);
    await page.getByRole('button', { name: 'Set up a second factor' }).click();
    const secret = await page.getByLabel('Secret for the authenticator app').innerText();
    const at = Date.now();
    await page.getByLabel('Code that the app shows').fill(totpOf(secret.trim(), at));
    await page.getByRole('button', { name: 'Put it in force' }).click();
    await page.getByLabel('Recovery codes').waitFor();

    const { page: phone, troubles: trouble } = await visitor('/sign-in', true);
    await through(phone, 'ada');
    await phone.getByRole('heading', { name: 'And your second factor' }).waitFor();
    await judgeLook(phone, 'watch-provider-factor-phone');
    await phone.getByLabel('Code').fill('000000');
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await phone.getByText('The second factor is wrong.').waitFor();
    await phone.getByLabel('Code').fill(totpOf(secret.trim(), at + 30_000));
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await phone.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.deepEqual(trouble, []);
  });

  test('from another name of this machine people are told where to begin', async () => {
    const named = url.replace('127.0.0.1', 'localhost');
    const elsewhere = await visitor();
    await elsewhere.page.goto(`${named}/sign-in`);
    await elsewhere.page.getByRole('button', { name: 'Sign in through Case Inc.' }).click();
    // The browser's mark would not come back to another name.
    await elsewhere.page.getByText(`Open the console at ${url} for this.`).waitFor();
  });

  test('people are invited without a password; the list tells how each comes in', async () => {
    await page.goto(`${url}/settings/people`);
    await page.getByLabel('Name', { exact: true }).fill('Cy');
    await page.getByLabel('E-mail address').fill('cy@example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const row = page.getByRole('row', { name: /cy@example.com/ });
    await row.getByText('invited, not here yet').waitFor();
    await page
      .getByRole('row', { name: /bo@example.com/ })
      .getByText('made by the provider')
      .waitFor();
    const { page: theirs } = await visitor();
    await through(theirs, 'cy');
    await theirs.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.reload();
    await row.getByText('linked to the provider').waitFor();
    assert.equal(
      await checkViews(browser, context, url, { 'provider-people': { path: '/settings/people' } }),
      2,
    );
  });

  test('taken away, the button goes, and the password is the way in', async () => {
    await page.goto(url + path);
    await page.getByRole('link', { name: 'Take away' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it away' }).click();
    await page.getByText('Nobody signs in through Case Inc. any more.').waitFor();
    const { page: theirs } = await visitor();
    await theirs.getByLabel('Password').waitFor();
    assert.equal(await theirs.getByRole('button', { name: /through Case/ }).count(), 0);
    await byPassword(theirs);
    await theirs.getByLabel('Code').waitFor();
    assert.deepEqual(troubles, []);
  });
});
