import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A page of the console, and what is to be done on it before it is looked at. */
export interface View {
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const devices = {
  desktop: { width: 1_360, height: 850 },
  phone: { width: 390, height: 844 },
} as const;

/** Where each view is shown, when somebody wants to look: `CASTELLAN_SHOTS=/tmp/shots`. */
const shots = process.env['CASTELLAN_SHOTS'];
if (shots !== undefined) mkdirSync(shots, { recursive: true });
const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/**
 * Every view passes axe in both colour schemes, on desktop and phone, and is no wider than the
 * screen; returns how many were checked.
 */
export async function checkViews(
  browser: Browser,
  signedIn: BrowserContext,
  url: string,
  views: Readonly<Record<string, View>>,
): Promise<number> {
  let checked = 0;
  for (const [device, viewport] of Object.entries(devices)) {
    const isMobile = device === 'phone';
    const looking = await browser.newContext({ viewport, isMobile, reducedMotion: 'reduce' });
    await looking.addCookies(await signedIn.cookies());
    const look = await looking.newPage();
    for (const [name, { path, prepare }] of Object.entries(views)) {
      await look.goto(url + path);
      await look.locator('h1').first().waitFor();
      await look.locator('.loading').waitFor({ state: 'detached' });
      await prepare?.(look);
      for (const colorScheme of ['light', 'dark'] as const) {
        await look.emulateMedia({ colorScheme });
        const problems = await axeProblems(look, colorScheme === 'light' ? 'all' : 'colour');
        assert.deepEqual(problems, [], `${name}, ${device}, ${colorScheme}`);
        if (shots === undefined) continue;
        const file = join(shots, `watch-${name}-${device}-${colorScheme}.png`);
        await look.screenshot({ path: file, fullPage: true });
      }
      const overflow = await look.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.equal(overflow, 0, `${name} is wider than the ${device}`);
      checked += 1;
    }
    await looking.close();
  }
  return checked;
}

/** The colour scheme changes colours only, so that in the second one the rules about these suffice. */
async function axeProblems(page: Page, rules: 'all' | 'colour'): Promise<readonly string[]> {
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
