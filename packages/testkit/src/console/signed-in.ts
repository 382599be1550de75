import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ApiClient } from '../watch/api-client.ts';
import { type Program, startWatchProgram, type ToldByWatch } from '../watch/programs.ts';
import { chromiumPath, patience, startBrowser, troublesOf } from './browser.ts';

/** Why tests of pages cannot run here; false where they can. */
export const withoutChromium: false | string =
  chromiumPath === undefined && 'Chromium is not installed; CASTELLAN_CHROMIUM names it';

/** A folder that every account may enter, for what a test keeps. */
export function caseHome(name: string): string {
  const home = mkdtempSync(join(tmpdir(), `castellan-${name}-`));
  chmodSync(home, 0o755);
  return home;
}

/** Starts watch in a folder, whose pages must have been built; Ada is its first owner, and the client hers. */
export async function startConsole(
  home: string,
): Promise<{ watch: Program<ToldByWatch>; client: ApiClient; url: string }> {
  const watch = await startWatchProgram(join(home, 'data'));
  const { url, setUpUrl = '' } = watch.told;
  const client = new ApiClient(url);
  await client.setUp(setUpUrl);
  return { watch, client, url };
}

/**
 * A browser in which the client's person is signed in, in the same session, on a page of a desktop, and
 * all that goes wrong on it.
 */
export async function signedInBrowser(
  client: ApiClient,
  path: string = '/',
): Promise<{
  browser: Browser;
  context: BrowserContext;
  page: Page;
  troubles: readonly string[];
}> {
  const browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1_280, height: 820 } });
  await context.addCookies([client.cookie]);
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const troubles = await troublesOf(page);
  await page.goto(client.url + path);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  return { browser, context, page, troubles };
}
