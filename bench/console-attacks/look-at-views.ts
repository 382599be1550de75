import type { Browser, BrowserContext, Page } from 'playwright-core';
import { patience, troublesOf } from '../../packages/testkit/src/console/browser.ts';
import { strangersOn } from '../../packages/testkit/src/console/strangers.ts';
import { labelProvider } from './hostile-accounts.ts';
import type { SeededConsole } from './seeded-console.ts';
import { type Look, lookAt } from './watching-page.ts';

/** A view that takes longer is told of, for whoever waits. */
const slowMs = 8_000;

/** A view, and the mark that it must show. */
export interface View {
  readonly path: string;
  readonly mark?: string;
}

/** What was seen on views. */
export interface Looks {
  /** Views that do not show their text. */
  readonly blind: readonly string[];
  /** Lists that show none. */
  readonly quiet: readonly string[];
  readonly marks: number;
  readonly strangers: readonly string[];
  readonly troubles: readonly string[];
}

/** Two pages side by side: while one waits for the server, the other is read. */
export async function lookAtAll(
  signedIn: { readonly context: BrowserContext; readonly page: Page; readonly troubles: string[] },
  views: readonly View[],
): Promise<Looks> {
  const other = await signedIn.context.newPage();
  other.setDefaultTimeout(patience);
  const otherTroubles = await troublesOf(other);
  await other.goto(signedIn.page.url());
  await other.getByRole('navigation', { name: 'Views' }).waitFor();
  const waiting = [...views];
  const done: (Look & { readonly mark: string | undefined })[] = [];
  const work = async (page: Page): Promise<void> => {
    for (let view = waiting.shift(); view !== undefined; view = waiting.shift()) {
      const started = performance.now();
      const look = await lookAt(page, view.path, view.mark);
      if (performance.now() - started > slowMs)
        tell(`${view.path} took ${((performance.now() - started) / 1_000).toFixed(1)} s`);
      done.push({ ...look, mark: view.mark });
      if (done.length % 200 === 0) tell(`${done.length} of ${views.length} views`);
    }
  };
  await Promise.all([work(signedIn.page), work(other)]);
  return {
    blind: done
      .filter(({ mark, seen }) => mark !== undefined && !seen.includes(mark))
      .map(({ view }) => view),
    quiet: done
      .filter(({ mark, seen }) => mark === undefined && seen.length === 0)
      .map(({ view }) => view),
    marks: new Set(done.flatMap(({ seen }) => seen)).size,
    strangers: done.flatMap(({ view, strangers }) => strangers.map((one) => `${view}: ${one}`)),
    troubles: [...signedIn.troubles, ...otherTroubles],
  };
}

/** Doors that were looked at, and what became an element or ran there. */
export interface Doors {
  readonly shown: number;
  readonly strangers: readonly string[];
}

/** What somebody sees who is not signed in: the name of the provider on its button. */
export async function lookAtDoors(
  browser: Browser,
  seed: SeededConsole,
  texts: readonly string[],
): Promise<Doors> {
  const page = await browser.newPage();
  const troubles = await troublesOf(page);
  const strangers: string[] = [];
  let shown = 0;
  for (const text of texts) {
    if (!(await labelProvider(seed, text))) continue;
    await page.goto(`${seed.url}/sign-in`);
    await page.getByRole('button', { name: /^Sign in through/ }).waitFor();
    shown += 1;
    strangers.push(...(await strangersOn(page)).map((one) => `/sign-in: ${one}`));
  }
  return { shown, strangers: [...strangers, ...troubles] };
}

/** How many texts do harm on a page that takes them for markup: what the campaign is worth. */
export async function countArmed(page: Page, texts: readonly string[]): Promise<number> {
  let armed = 0;
  for (const text of texts) {
    await page.goto('about:blank');
    await page.setContent(`<main>${text}</main>`, { waitUntil: 'commit' }).catch(() => undefined);
    const found = await strangersOn(page).catch(() => ['the page went elsewhere']);
    if (found.length > 0) armed += 1;
  }
  return armed;
}

/** Progress, for whoever waits. */
export function tell(words: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}
