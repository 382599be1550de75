import type { Page } from 'playwright-core';

/** Elements that no view has, so that one of them has come out of somebody’s text. */
const strangeElements =
  'script, img, iframe, object, embed, style, link, base, meta, video, math, template';

/** What came out of a text on this page: script that ran (it sets `ran`), and elements. */
export function strangersOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(`[
    'ran' in globalThis ? 'a script ran' : '',
    ...[...document.querySelectorAll('main :is(${strangeElements})')].map((one) => one.outerHTML),
  ].filter(Boolean)`);
}
