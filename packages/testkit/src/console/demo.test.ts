import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../../tools/workspace.ts';
import {
  chromiumPath,
  eventually,
  judgeLook,
  patience,
  startBrowser,
  troublesOf,
  untilLoaded,
} from './browser.ts';
import { type Demo, startDemo } from './demo.ts';

const directory = mkdtempSync(join(tmpdir(), 'castellan-demo-test-'));
chmodSync(directory, 0o755);

const devices = {
  desktop: { viewport: { width: 1_280, height: 800 }, isMobile: false },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true },
} as const;
type Device = keyof typeof devices;

let demo: Demo;
let browser: Browser;

const skip = chromiumPath === undefined && 'Chromium is not installed; CASTELLAN_CHROMIUM names it';

describe('the demo, followed in Chromium as it tells people to', { skip }, () => {
  before(async () => {
    demo = await startDemo(join(root, 'tools', 'demo.ts'), directory);
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    const code = await demo?.end();
    const left = readdirSync(directory);
    rmSync(directory, { recursive: true, force: true });
    assert.equal(code, 0);
    assert.deepEqual(left, [], 'it leaves no file behind');
    await assert.rejects(fetch(demo.guarded), 'it leaves no process behind');
  });

  test('on a desktop: the link signs in, the attack arrives, the attacker is blocked and let in again', async (t) => {
    const page = await newPage('desktop');
    const troubles = await troublesOf(page);
    await page.goto(demo.link);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await look(page, 'desktop', '1-link');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await follow(t, page, 'desktop');
    assert.deepEqual(troubles, []);
  });

  test('on a phone: the same, signed in by the password that the demo shows', async (t) => {
    const page = await newPage('phone');
    const troubles = await troublesOf(page);
    await page.goto(new URL('/', demo.link).href);
    await page.getByLabel('E-mail address').fill(demo.email);
    await page.getByLabel('Password').fill(demo.password);
    await look(page, 'phone', '1-sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await follow(t, page, 'phone');
    assert.deepEqual(troubles, []);
  });
});

/** From the overview on: attack, see, block, be refused, undo, be served. */
async function follow(t: TestContext, page: Page, device: Device): Promise<void> {
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByText('Guard blocked every one of them.').waitFor();
  await look(page, device, '2-overview');

  await page.getByRole('link', { name: 'Events' }).click();
  await page.getByText('Live: new events appear').waitFor();
  await page.evaluate('globalThis.isTheSamePage = true');
  const attackedAt = performance.now();
  const { error, findingId } = JSON.parse(await shell(demo.attack)) as Record<string, string>;
  assert.equal(error, 'blocked');
  const arrived = page.locator(`main a[href*="${findingId}"]`);
  await arrived.waitFor();
  t.diagnostic(`${msSince(attackedAt)} ms from the attack to the page`);
  assert.equal(await page.evaluate('globalThis.isTheSamePage'), true, 'without a reload');
  await look(page, device, '3-events');

  await arrived.click();
  await page.getByRole('heading', { name: 'SQL injection' }).waitFor();
  await page.getByLabel('Text of the call').waitFor();
  await look(page, device, '4-incident');

  assert.equal(await visit(), 200);
  await page.getByRole('link', { name: 'Block', exact: true }).click();
  await page.getByLabel('Reason').fill('Attacks the shop');
  await page.getByLabel('For how long').selectOption({ label: '1 hour' });
  await look(page, device, '5-block');
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await page.getByText(`${demo.attacker} is blocked.`).waitFor();
  const blockedAt = performance.now();
  await eventually(async () => (await visit()) === 403);
  t.diagnostic(`${msSince(blockedAt)} ms from the block to the refusal`);
  const refused = await fetch(demo.guarded, { headers: { 'x-forwarded-for': demo.attacker } });
  const { decisionId } = (await refused.json()) as { decisionId?: string };
  assert.match(decisionId ?? '', /^[\da-f-]{36}$/, 'it is guard that refuses');
  assert.equal((await fetch(demo.guarded)).status, 200, 'nobody else is refused');

  await page.getByRole('link', { name: 'Attackers' }).click();
  await page.getByRole('row').getByRole('link', { name: demo.attacker }).click();
  await page
    .getByText(/^blocked$/)
    .first()
    .waitFor();
  await look(page, device, '6-attacker');

  // A phone has room for the main views only.
  if (device === 'phone') await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Decisions' }).click();
  await page.getByRole('row', { name: /Attacks the shop/ }).waitFor();
  await look(page, device, '7-decisions');
  await page.getByRole('button', { name: `Undo the block of ${demo.attacker}` }).click();
  await page.getByText('Nobody is blocked').waitFor();
  const undoneAt = performance.now();
  await look(page, device, '8-undone');
  await eventually(async () => (await visit()) === 200);
  t.diagnostic(`${msSince(undoneAt)} ms from the undo to the next visit that is served`);
}

async function newPage(device: Device): Promise<Page> {
  const context = await browser.newContext({ ...devices[device], reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
}

async function look(page: Page, device: Device, name: string): Promise<void> {
  await untilLoaded(page);
  await judgeLook(page, `demo-${name}-${device}`);
}

async function shell(line: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', line]);
  return stdout;
}

/** Status of the harmless visit that the demo suggests. */
async function visit(): Promise<number> {
  return Number(await shell(demo.visit));
}

function msSince(start: number): number {
  return Math.round(performance.now() - start);
}
