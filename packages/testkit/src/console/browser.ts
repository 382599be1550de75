import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Chromium stands; `CASTELLAN_CHROMIUM` names another one. */
export const chromiumPath: string | undefined = [
  process.env['CASTELLAN_CHROMIUM'] ?? '/usr/bin/chromium',
].find((path) => existsSync(path));

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
