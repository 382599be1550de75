import type { Browser, BrowserContext, Page } from 'playwright-core';
import { judgeLook, patience, shots, untilLoaded } from './browser.ts';

/** A page of the console, and what is to be done on it before it is looked at. */
export interface View {
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const devices = {
  desktop: { width: 1_360, height: 850 },
  phone: { width: 390, height: 844 },
} as const;

/** Views that are looked at side by side: while one waits for the server, the other is judged. */
const atOnce = 2;

/** Judges every view on desktop and phone; returns how many were judged. */
export async function checkViews(
  browser: Browser,
  signedIn: BrowserContext,
  url: string,
  views: Readonly<Record<string, View>>,
): Promise<number> {
  const waiting = Object.entries(views);
  const total = waiting.length * Object.keys(devices).length;
  const look = async (): Promise<void> => {
    const pages = await openPages(browser, signedIn);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await checkView(pages, url, ...next);
    }
    await Promise.all([...new Set(Object.values(pages))].map((page) => page.context().close()));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, look));
  return total;
}

type Pages = Readonly<Record<keyof typeof devices, Page>>;

/**
 * One page serves both devices, made narrower for the second look: a phone has the same elements and
 * colours in other places. A device of its own stands where somebody looks at pictures.
 */
async function openPages(browser: Browser, signedIn: BrowserContext): Promise<Pages> {
  const open = async (device: keyof typeof devices): Promise<Page> => {
    const isMobile = device === 'phone';
    const viewport = devices[device];
    const context = await browser.newContext({ viewport, isMobile, reducedMotion: 'reduce' });
    await context.addCookies(await signedIn.cookies());
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    return page;
  };
  const desktop = await open('desktop');
  return { desktop, phone: shots === undefined ? desktop : await open('phone') };
}

async function checkView(
  { desktop, phone }: Pages,
  url: string,
  name: string,
  { path, prepare }: View,
): Promise<void> {
  const show = async (page: Page): Promise<void> => {
    await page.goto(url + path);
    await page.locator('h1').first().waitFor();
    await untilLoaded(page);
    await prepare?.(page);
  };
  if (phone === desktop) await desktop.setViewportSize(devices.desktop);
  await show(desktop);
  await judgeLook(desktop, `watch-${name}-desktop`, { fullPage: true });
  if (phone === desktop) await desktop.setViewportSize(devices.phone);
  else await show(phone);
  await judgeLook(phone, `watch-${name}-phone`, {
    fullPage: true,
    isLayoutOnly: phone === desktop,
  });
}
