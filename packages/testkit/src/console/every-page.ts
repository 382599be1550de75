import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { checkViews, type View } from './check-views.ts';
import { fillConsole } from './filled-console.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

/** Pages of whoever is not signed in yet; to others they lead on. */
const doors = ['/setup', '/sign-in', '/sign-in/link', '/sign-in/provider', '/second-factor'];

/** Which of the console's pages one file of tests looks at: together they are all, whatever pages there will be. */
export const isOfSettings = (path: string): boolean => path.startsWith('/settings');

/**
 * Judges every page that the router knows and that is chosen, filled: a new one is among them by itself,
 * and one about a thing needs a thing in `fillConsole`. The pages must have been built.
 */
export function judgeEveryPage(name: string, isChosen: (path: string) => boolean): void {
  const home = caseHome('pages');
  let watch: Program<ToldByWatch>;
  let client: ApiClient;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let troubles: readonly string[] = [];

  void describe(name, { skip: withoutChromium }, () => {
    before(async () => {
      ({ watch, client } = await startConsole(home));
    });

    after(async () => {
      await browser?.close();
      await watch?.end('SIGTERM');
      rmSync(home, { recursive: true, force: true });
    });

    void test('each passes axe, dark and light, on desktop and phone', async (t) => {
      const things = await fillConsole(client);
      ({ browser, context, page, troubles } = await signedInBrowser(client));
      const paths = await page.evaluate<string[]>('Object.keys(__TSR_ROUTER__.routesByPath)');
      const unknown = Object.keys(things).filter((path) => !paths.includes(path));
      assert.deepEqual(unknown, [], 'pages that are there no more');
      const chosen = paths.filter((path) => !doors.includes(path) && isChosen(path));
      const views = chosen.map((path): [string, View] => {
        const at = things[path] ?? path;
        assert.doesNotMatch(at, /\$|undefined/, `nothing is made for the page ${path}`);
        return [`page${path.replaceAll(/\W+/g, '-')}`, { path: at }];
      });
      const checked = await checkViews(browser, context, client.url, Object.fromEntries(views));
      assert.equal(checked, chosen.length * 2);
      t.diagnostic(`${chosen.length} pages`);
      assert.deepEqual(troubles, []);
    });

    void test('the palette finds every view and every page that is a tab of one', async () => {
      for (const path of ['/settings', '/inventory'].filter(isChosen)) {
        await page.goto(client.url + path);
        await page.locator('nav.tabs a').last().waitFor();
        const labels = await page.locator('nav.tabs a, nav[aria-label=Views] a').allInnerTexts();
        assert.ok(labels.length > 15);
        await page.keyboard.press('Control+k');
        for (const label of labels.map((text) => text.split('\n')[0] ?? '')) {
          await page.getByRole('combobox', { name: /^Search views/ }).fill(label);
          await page.getByRole('option', { name: label }).first().waitFor();
        }
        await page.keyboard.press('Escape');
      }
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /^Search views/ }).fill('audit');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Who did what' }).waitFor();
    });
  });
}
