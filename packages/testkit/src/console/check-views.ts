import type { Browser, BrowserContext, Page } from 'playwright-core';
import { judgeLook, shots } from './browser.ts';

/** A page of the console, and what is to be done on it before it is looked at. */
export interface View {
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const devices = {
  desktop: { width: 1_360, height: 850 },
  phone: { width: 390, height: 844 },
} as const;

/** Judges every view on desktop and phone; returns how many were judged. */
export async function checkViews(
  browser: Browser,
  signedIn: BrowserContext,
  url: string,
  views: Readonly<Record<string, View>>,
): Promise<number> {
  let checked = 0;
  for (const [device, viewport] of Object.entries(devices)) {
    const isMobile = device === 'phone';
    // A phone has the same elements and colours in other places; axe again only where somebody looks.
    const isLayoutOnly = isMobile && shots === undefined;
    const looking = await browser.newContext({ viewport, isMobile, reducedMotion: 'reduce' });
    await looking.addCookies(await signedIn.cookies());
    const look = await looking.newPage();
    for (const [name, { path, prepare }] of Object.entries(views)) {
      await look.goto(url + path);
      await look.locator('h1').first().waitFor();
      await look.locator('.loading').first().waitFor({ state: 'detached' });
      await prepare?.(look);
      await judgeLook(look, `watch-${name}-${device}`, { fullPage: true, isLayoutOnly });
      checked += 1;
    }
    await looking.close();
  }
  return checked;
}
