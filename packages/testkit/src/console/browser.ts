import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Chromium stands; `CASTELLAN_CHROMIUM` names another one. */
export const chromiumPath: string | undefined = [
  process.env['CASTELLAN_CHROMIUM'] ?? '/usr/bin/chromium',
].find((path) => existsSync(path));

/** Bounds a wait for what another process does; it is no measure of how fast that is. */
export const patience = 60_000;

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

/** The colour scheme changes colours only, so that in the second one the rules about these suffice. */
export async function axeProblems(page: Page, rules: 'all' | 'colour'): Promise<readonly string[]> {
  const { violations } = await page.evaluate<AxeResult>(
    `${axe}; axe.run(${rules === 'all' ? '' : "{ runOnly: ['color-contrast', 'link-in-text-block'] }"})`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

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
