import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Incident, PageOf, WorkDetail, WorkItem } from '@castellan/watch/api';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import { keptCode, type Program, startGuardedApp, type ToldByWatch } from '../watch/programs.ts';
import { eventually, patience } from './browser.ts';
import { checkViews } from './check-views.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('work');
const folder = join(home, 'shop');
const password = 'correct horse battery';

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let token = '';
let appId = '';

/** What a report found becomes work, is mended, verified and shown as evidence. */
describe('work in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    mkdirSync(folder);
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    appId = (await client.call<{ id: string }>('POST', '/api/v1/apps', { name: 'shop' })).id;
    const made = { app: appId, environment: 'build', name: 'build' };
    token = (await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made)).token;
    ({ browser, context, page, troubles } = await signedInBrowser(client));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('without a report the page of practices says how one comes', async () => {
    await page.getByRole('link', { name: 'Practices' }).click();
    await page.getByText('No report has come in yet').waitFor();
    await page.getByText('npx castellan check --send-to http').waitFor();
    await page.getByRole('link', { name: 'Work', exact: true }).click();
    await page.getByText('Nothing is to be mended').waitFor();
  });

  test('a real report of a small folder comes in, and the matrix shows it', async () => {
    const said = await sendCheck('FROM node:24\nCMD ["node", "a.js"]\n');
    assert.match(said, /the report is at 127\.0\.0\.1:\d+: [1-9]\d* new, 0 came back, 0 verified/);
    assert.equal(said.includes(token), false);
    await page.getByRole('link', { name: 'Practices' }).click();
    const row = page.getByRole('row', { name: /^I5 / });
    await row.getByText('fail').waitFor();
    assert.equal(await page.locator('.matrix tbody tr').count(), 41);
    await page.getByLabel('Group').selectOption('protection');
    assert.equal(await page.locator('.matrix tbody tr').count(), 10);
    assert.equal(new URL(page.url()).searchParams.get('theme'), 'protection');
    await page.goto(`${watch.told.url}/practices/I5`);
    await page.getByText('docker/user').first().waitFor();
    const unsure = page.getByText('unknown').first();
    await page.goto(`${watch.told.url}/practices/P5`);
    await unsure.waitFor();
  });

  test('a finding is assigned, commented and said to be fixed', async () => {
    await page.getByRole('link', { name: 'Work', exact: true }).click();
    await rowOf('docker/user').getByRole('link').click();
    await page.getByLabel('Assigned to').selectOption({ label: 'Ada' });
    await page.getByText('Assigned to Ada.').first().waitFor();
    await page.getByLabel('Comment').fill('<img src=x onerror=alert(1)> on it');
    await page.getByLabel('Comment').press('Enter');
    await page.getByText('<img src=x onerror=alert(1)> on it').waitFor();
    await page.getByLabel('Priority').selectOption('critical');
    await page.getByText('Priority critical, which was').waitFor();
    await page.getByRole('button', { name: 'It is fixed' }).click();
    await page.getByText('said to be fixed', { exact: true }).waitFor();
    await page.goto(`${watch.told.url}/work?who=me&state=fixed`);
    await rowOf('docker/user').waitFor();
  });

  test('the next report verifies it; when it returns it opens again', async () => {
    assert.match(
      await sendCheck('FROM node:24\nUSER node\nCMD ["node", "a.js"]\n'),
      /[1-9] verified/,
    );
    assert.equal((await itemOf('docker/user')).state, 'verified');
    await page.goto(`${watch.told.url}/work/${(await itemOf('docker/user')).id}`);
    await page.getByText('verified fixed', { exact: true }).waitFor();
    assert.match(await sendCheck('FROM node:24\nCMD ["node", "b.js"]\n'), /[1-9]\d* came back/);
    await page.getByText('came back', { exact: true }).waitFor();
    await page.getByText(/^It came back: /).waitFor();
  });

  test('it is accepted until a day, by keyboard', async () => {
    await page.getByRole('link', { name: 'Accept until…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Reason').fill('only on a test machine');
    await page.getByLabel('Last day').fill('2999-01-31');
    await page.getByRole('button', { name: 'Accept it' }).click();
    await page.getByText('Accepted until 2999-01-31', { exact: true }).waitFor();
  });

  test('compliance shows it, and its evidence is verified by the command', async () => {
    await page.getByRole('link', { name: 'Compliance' }).click();
    await page.getByLabel('Standard').selectOption({ label: 'ISO 27001' });
    await page.getByText('A.8.28').waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the pack' }).click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), /^castellan-evidence-.*\.jsonl$/);
    const file = join(home, 'pack.jsonl');
    await download.saveAs(file);
    const { publicKey } = await client.call<{ publicKey: string }>('GET', '/api/v1/evidence/key');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /only on a test machine/);
    writeFileSync(join(home, 'bad.jsonl'), text.replace('only on a test', 'on every single'));
    const [whole, bad] = await Promise.all([
      castellan(home, 'verify-evidence', 'pack.jsonl', '--key', publicKey),
      castellan(home, 'verify-evidence', 'bad.jsonl'),
    ]);
    assert.equal(whole.code, 0, whole.err);
    assert.match(whole.out, /practice: 41\n/);
    assert.match(whole.out, /resolution: [1-9]/);
    assert.match(whole.out, /audit: [1-9]/);
    assert.equal(bad.code, 1);
    assert.match(bad.err, /does not follow/);
  });

  test('a false alarm gets an exception that a second person approves, and guard honours it', async () => {
    const cwd = join(home, 'app');
    mkdirSync(cwd);
    const made = { app: appId, environment: 'test', name: 'guard' };
    const own = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', made);
    const env = { CASTELLAN_WATCH_URL: watch.told.url, CASTELLAN_TOKEN: own.token };
    const isTold = async (): Promise<boolean> => (await incidents()).length > 0;
    const isSeenAgain = async (): Promise<boolean> => (await incidents())[0]?.events === 2;
    assert.equal(await attack(cwd, env, isTold), 403);
    await page.goto(`${watch.told.url}/incidents`);
    await page.locator('.incidents a.row-link').first().click();
    await page.getByRole('button', { name: 'Make work of it' }).click();
    await page.locator('.marks a.row-link').first().click();
    await page.getByText('curl -i').waitFor();
    await page.getByRole('button', { name: 'Look for it for 15 minutes' }).click();
    await page.getByText('Watch looks for it').waitFor();
    // The app is a new process each time, and sends the same attack: that is the replay.
    assert.equal(await attack(cwd, env, isSeenAgain), 403);
    await page.getByText('Propose an exception').click();
    await page.getByLabel('Why it is no attack').fill('people search for shell commands');
    await page.getByLabel('Until').fill('2999-01-31');
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByText('Somebody else decides').waitFor();
    const bo = { email: 'bo@example.com', name: 'Bo', role: 'admin', password };
    await client.call('POST', '/api/v1/people', bo);
    const other = await browser.newContext();
    const second = await other.newPage();
    second.setDefaultTimeout(patience);
    await signIn(second, bo.email);
    await second.goto(page.url());
    await second.getByRole('button', { name: 'Approve' }).click();
    await second.getByText('approved', { exact: true }).waitFor();
    await other.close();
    await page.getByText('approved', { exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Guard stopped it: protected' }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const detail = await client.call<WorkDetail>('GET', `/api/v1/work/${id}`);
    assert.equal(detail.item.state, 'false-alarm');
    writeFileSync(join(cwd, 'castellan.config.json'), detail.exceptions[0]?.after ?? '');
    assert.equal(await attack(cwd, env), 200);
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const wait =
      (text: string) =>
      async (page: Page): Promise<void> =>
        page.getByText(text).first().waitFor();
    const incidentItem = await itemOf('command-injection');
    const finding = (await itemOf('docker/user')).id;
    const checked = await checkViews(browser, context, watch.told.url, {
      practices: { path: '/practices', prepare: wait('How they stood') },
      practice: { path: '/practices/I5', prepare: wait('docker/user') },
      'practice-guard': { path: '/practices/P1', prepare: wait('by guard') },
      compliance: { path: '/compliance', prepare: wait('verify-evidence') },
      work: { path: '/work?state=any', prepare: wait('docker/user') },
      'work-none': { path: '/work?who=nobody&late=yes', prepare: wait('No such work') },
      'work-item': { path: `/work/${finding}`, prepare: wait('How to mend it') },
      'work-accept': { path: `/work/${finding}?ask=accept`, prepare: wait('Live with it') },
      'work-incident': { path: `/work/${incidentItem.id}`, prepare: wait('curl -i') },
      'incident-with-work': {
        path: `/incidents/${incidentItem.incidentId ?? ''}`,
        prepare: wait('nobody has it'),
      },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(watch.told.url);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

async function incidents(): Promise<readonly Incident[]> {
  return (await client.call<PageOf<Incident>>('GET', '/api/v1/incidents')).items;
}

async function itemOf(rule: string): Promise<WorkItem> {
  const { items } = await client.call<PageOf<WorkItem>>('GET', '/api/v1/work?limit=200');
  const found = items.find((item) => item.rule === rule);
  assert.ok(found, rule);
  return found;
}

function rowOf(rule: string): Locator {
  return page.locator('tr', { hasText: rule }).first();
}

/** Writes the folder, lets check judge it and send the report; what it said. */
async function sendCheck(dockerfile: string): Promise<string> {
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  writeFileSync(join(folder, 'package.json'), '{"name":"shop","private":true}\n');
  const { err, code } = await castellan(folder, 'check', '--offline', '--send-to', watch.told.url);
  assert.ok(code === 0 || code === 1 || code === 3, err);
  return err;
}

/** Runs our command line in a process of its own. */
function castellan(
  cwd: string,
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const cli = new URL('../../../castellan/src/cli.ts', import.meta.url).href;
  const program = `import { main } from ${JSON.stringify(cli)}; process.exitCode = await main(${JSON.stringify(argv)});`;
  const flags = ['-C', 'castellan-source', '--input-type=module', '-e', program];
  const env = { ...keptCode, ...process.env, CASTELLAN_WATCH_TOKEN: token };
  return new Promise((resolve) => {
    execFile(process.execPath, flags, { cwd, env, maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** Attacks an app with a hole that runs under guard; the status that it answers with. */
async function attack(
  cwd: string,
  env: Readonly<Record<string, string>>,
  isOver: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const app = await startGuardedApp(cwd, env);
  try {
    const q = encodeURIComponent('hello; echo pwned');
    const { status } = await fetch(`http://127.0.0.1:${app.told.port}/?q=${q}`);
    await eventually(isOver);
    return status;
  } finally {
    await app.end('SIGTERM');
  }
}
