import type { Page } from 'playwright-core';
import { strangersOn } from '../../packages/testkit/src/console/strangers.ts';

/** What a view did with the texts. */
export interface Look {
  readonly view: string;
  /** Marks of texts that stood on it as text. */
  readonly seen: readonly string[];
  readonly strangers: readonly string[];
}

/**
 * Goes to a view as a link within the console does, which loads nothing anew, reads its list to the end,
 * and tells what stands there. Waits for a mark, or for any where `mark` is undefined.
 */
export async function lookAt(page: Page, view: string, mark: string | undefined): Promise<Look> {
  const seen = await page.evaluate<readonly string[]>(
    `(${inPage})(${JSON.stringify([view, mark ?? null])})`,
  );
  return { view, seen, strangers: await strangersOn(page) };
}

/** Runs in the page. */
const inPage = `async ([view, mark]) => {
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const said = () => {
    const main = document.querySelector('main');
    const fields = [...(main?.querySelectorAll('input, textarea, option') ?? [])].map((one) => one.value);
    return (main?.textContent ?? '') + fields.join(' ');
  };
  const isReady = () =>
    location.pathname + location.search === view &&
    document.querySelector('main h1') !== null && document.querySelector('.loading') === null;
  const until = async (test, ms) => {
    for (const end = performance.now() + ms; performance.now() < end; await sleep(10)) if (test()) return true;
    return false;
  };
  history.pushState(null, '', view);
  dispatchEvent(new PopStateEvent('popstate'));
  await until(isReady, 20000);
  await until(() => said().includes(mark ?? 'ran=1'), mark === null ? 3000 : 10000);
  for (let pages = 0; pages < 60; pages += 1) {
    const more = [...document.querySelectorAll('main button.more')].find((one) => !one.disabled);
    if (more === undefined) break;
    const before = said().length;
    more.click();
    await until(() => said().length !== before, 10000);
    await until(() => ![...document.querySelectorAll('main button.more')].some((one) => one.disabled), 10000);
  }
  return [...new Set(said().match(/ran=1\\d{5}/g) ?? [])];
}`;
