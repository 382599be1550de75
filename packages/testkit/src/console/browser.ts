import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Chromium stands; `CASTELLAN_CHROMIUM` names another one. */
export const chromiumPath: string | undefined = [
  process.env['CASTELLAN_CHROMIUM'] ?? '/usr/bin/chromium',
].find((path) => existsSync(path));

/** Bounds a wait for what another process does; it is no measure of how fast that is. */
export const patience = 60_000;

export const shots: string | undefined = process.env['CASTELLAN_SHOTS'];
if (shots !== undefined) mkdirSync(shots, { recursive: true });

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: flags });
}

/** Runs in the page. */
const tellRefusals = `document.addEventListener('securitypolicyviolation', (event) =>
  refusedByPolicy([event.violatedDirective, event.blockedURI, event.sample].join(' ')));`;

/** What went wrong on a page: script errors, refusals of the policy, dialogs that script opened. */
export async function troublesOf(page: Page): Promise<readonly string[]> {
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(`script error: ${message}`));
  page.on('console', (message) => {
    // A refusal of the API is an answer; the browser writes it down as an error all the same.
    if (message.type() !== 'error' || /status of 4\d\d/.test(message.text())) return;
    troubles.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('refusedByPolicy', (what: string) => troubles.push(`policy: ${what}`));
  await page.addInitScript({ content: tellRefusals });
  return troubles;
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/**
 * Judges what is on the page, dark and light: nothing that axe finds, nothing wider than the screen.
 * Takes pictures too where somebody wants to look: `CASTELLAN_SHOTS=/tmp/shots`.
 */
export async function judgeLook(
  page: Page,
  name: string,
  {
    isLayoutOnly = false,
    ...picture
  }: { readonly fullPage?: boolean; readonly isLayoutOnly?: boolean } = {},
): Promise<void> {
  const schemes = isLayoutOnly ? [] : (['light', 'dark'] as const);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const problems = await axeProblems(page, colorScheme === 'light' ? 'all' : 'colour');
    assert.deepEqual(problems, [], `${name}, ${colorScheme}`);
    if (shots === undefined) continue;
    await page.screenshot({ ...picture, path: join(shots, `${name}-${colorScheme}.png`) });
  }
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  assert.equal(overflow, 0, `${name} is wider than the screen`);
}

/** The colour scheme changes colours only, so that in the second one the rules about these suffice. */
export async function axeProblems(page: Page, rules: AxeRules): Promise<readonly string[]> {
  // To read axe takes longer than to run it for colours: what is on the page already is used again.
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(`${axe}; 0`);
  const options = {
    ...(rules === 'colour' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
    // What passes is not asked for, nor where in the tree it is: that is most of the work.
    resultTypes: ['violations'],
    selectors: false,
  };
  const { violations } = await page.evaluate<AxeResult>(`axe.run(${JSON.stringify(options)})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

type AxeRules = 'all' | 'colour';

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Looks again and again until it is so; throws when it is not so in time. */
export async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await pause(100)) {
    if (await look()) return;
  }
  throw new Error(`not within ${patience / 1_000} s`);
}

/** Waits until no part of the page waits for the server; several may at once. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}
