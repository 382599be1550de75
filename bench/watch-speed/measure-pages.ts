import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import {
  chromiumPath,
  patience,
  startBrowser,
  untilLoaded,
} from '../../packages/testkit/src/console/browser.ts';
import { median } from '../cost/statistics.ts';
import type { Subjects } from './views.ts';

/** Milliseconds from the start of the navigation to the largest contentful paint. */
export interface PaintTime {
  readonly page: string;
  readonly medianMs: number;
  readonly maxMs: number;
}

const rounds = 3;
const pagesHome = join(import.meta.dirname, '../../packages/watch-ui/dist');

/** The scripts that the console's first page names, in KB after gzip. */
export function firstScriptKb(): number {
  const html = readFileSync(join(pagesHome, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name]) => name);
  const bytes = names.map((name) => gzipSync(readFileSync(join(pagesHome, name ?? ''))).length);
  return bytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** Loads each page anew as a signed-in owner; files of the console come from the browser's cache. */
export async function measurePages(
  url: string,
  subjects: Subjects,
): Promise<readonly PaintTime[] | undefined> {
  if (chromiumPath === undefined) return undefined;
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 820 } });
    page.setDefaultTimeout(patience);
    await signIn(page, url);
    const times: PaintTime[] = [];
    for (const path of paths(subjects)) {
      await paintOf(page, url + path);
      const taken: number[] = [];
      for (let round = 0; round < rounds; round += 1) taken.push(await paintOf(page, url + path));
      times.push({ page: path, medianMs: median(taken), maxMs: Math.max(...taken) });
    }
    return times;
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation', { name: 'Views', exact: true }).waitFor();
}

/** Runs in the page: what was shown last has been painted two frames later. */
const largestPaint = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(() => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true }), 100))))`;

async function paintOf(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.getByRole('main').waitFor();
  await untilLoaded(page);
  return page.evaluate<number>(largestPaint);
}

function paths(subjects: Subjects): readonly string[] {
  const { app, incident, campaign, monitor, playbook, drill, work } = subjects;
  const actor = encodeURIComponent(subjects.attacker);
  return [
    '/',
    '/incidents',
    `/incidents/${incident}`,
    `/campaigns/${campaign}`,
    '/events',
    '/attackers',
    `/attackers/${actor}`,
    '/users',
    '/decisions',
    '/playbooks',
    `/users/${encodeURIComponent(subjects.user)}?app=${app}`,
    `/playbooks/${playbook}`,
    '/work',
    `/work/${work}`,
    '/practices',
    '/practices/I1',
    '/compliance',
    '/drills',
    `/drills/${drill}`,
    '/apps',
    `/apps/${app}`,
    '/inventory',
    '/inventory/hosts',
    '/inventory/packages',
    '/inventory/routes',
    '/inventory/vendors',
    '/inventory/outbound',
    '/coverage',
    '/settings',
    '/settings/people',
    '/settings/tokens',
    '/settings/sign-in',
    '/settings/notifications',
    '/settings/monitors',
    '/settings/audit',
    `/settings/monitors/${monitor}`,
    '/settings/critical-networks',
    '/settings/user-risk',
    '/settings/work',
    '/settings/forwarding',
  ];
}
