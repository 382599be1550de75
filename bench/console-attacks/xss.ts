// Puts texts that would run as script into every field that an attacker, a service or somebody with
// less right can write to, opens every view of the console that shows them in Chromium, and looks whether
// anything ran or became an element. `node -C castellan-source bench/console-attacks/xss.ts --help`.
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { patience, troublesOf } from '../../packages/testkit/src/console/browser.ts';
import { signedInBrowser } from '../../packages/testkit/src/console/signed-in.ts';
import { strangersOn } from '../../packages/testkit/src/console/strangers.ts';
import { buildConsolePages } from '../../tools/console-pages.ts';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { coverageOf, writtenIn } from './covered-fields.ts';
import {
  enterThroughProvider,
  labelProvider,
  namePasskeys,
  providerFields,
} from './hostile-accounts.ts';
import {
  deliverAll,
  hostileAddressFiles,
  hostileDeliveries,
  watchHosts,
} from './hostile-deliveries.ts';
import { entries } from './hostile-entries.ts';
import { providerBody } from './personal-samples.ts';
import { markOf, scriptTexts } from './script-texts.ts';
import { SeededConsole } from './seeded-console.ts';
import { type Look, lookAt } from './watching-page.ts';

const usage = `Usage: node -C castellan-source bench/console-attacks/xss.ts [--texts N]

Puts N texts that would run as script into every field that takes free text, then opens every list of the
console to its end and the page of each incident, attacker, user, work item and so on. Ends with 0 only if
no script ran, nothing of the texts became an element, the policy refused nothing (for then something had
tried), every page showed its text, and every field of the API and the wire format is written into or left
out for a reason.

  --texts N   how many texts (default 2000)
`;

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});

const lists = [
  '/',
  '/events',
  '/incidents',
  '/attackers',
  '/users',
  '/decisions',
  '/playbooks',
  '/playbooks/new',
  '/work',
  '/practices',
  '/practices/I5',
  '/compliance',
  '/drills',
  '/drills/new',
  '/apps',
  '/inventory',
  '/inventory/packages',
  '/inventory/routes',
  '/inventory/outbound',
  '/inventory/vendors',
  '/inventory/hosts',
  '/coverage',
  '/settings',
  '/settings/people',
  '/settings/sign-in',
  '/settings/notifications',
  '/settings/notifications/new',
  '/settings/monitors',
  '/settings/critical-networks',
  '/settings/forwarding',
  '/settings/tokens',
  '/settings/audit',
  '/settings/user-risk',
  '/settings/work',
] as const;

/** A view that takes longer is told of, for whoever waits. */
const slowMs = 8_000;
/** What takes too long to be done with each text. */
const fewTexts = 60;
/** Of one person. */
const mostPasskeys = 20;

/** A view, and the mark that it must show. */
interface View {
  readonly path: string;
  readonly mark?: string;
}

if (values.help) process.stdout.write(usage);
else process.exitCode = await campaign(scriptTexts(Number(values.texts)));

async function campaign(texts: readonly string[]): Promise<number> {
  console.log(machineLine(describeMachine(process.versions.node)));
  await buildConsolePages();
  const seed = await SeededConsole.start('xss', hostileAddressFiles);
  try {
    const written = new Set<string>();
    const views = await fill(seed, texts, written);
    tell(`${views.length} views`);
    await namePasskeys(seed, texts.slice(0, mostPasskeys));
    written.add('addPasskey.name');
    const { browser, context, page, troubles } = await signedInBrowser(seed.client);
    const looks = await lookAtAll({ context, page, troubles: [...troubles] }, views);
    const doors = await lookAtDoors(browser, seed, texts.slice(0, fewTexts));
    for (const field of providerFields) written.add(field);
    const armed = await countArmed(await browser.newPage(), texts);
    await browser.close();
    const { paths } = (await (await fetch(`${seed.url}/api/v1/openapi.json`)).json()) as {
      paths: Parameters<typeof coverageOf>[1];
    };
    const fields = coverageOf(written, paths);
    return conclude({
      texts: texts.length,
      armed,
      looks,
      doors,
      views,
      troubles: looks.troubles,
      fields,
    });
  } finally {
    await seed.stop();
  }
}

/** Writes the texts everywhere; returns what is to be looked at. */
async function fill(
  seed: SeededConsole,
  texts: readonly string[],
  written: Set<string>,
): Promise<readonly View[]> {
  const deliveries = hostileDeliveries(texts);
  const all = new Set(texts);
  for (const [name, messages] of Object.entries({
    finding: deliveries.findings,
    heartbeat: deliveries.heartbeats,
    report: deliveries.reports,
  })) {
    for (const message of messages.slice(0, 3))
      for (const field of writtenIn(message, all, name)) written.add(field);
  }
  // Nobody is added without a password before there is one.
  await seed.make('PUT', 'sign-in-provider', providerBody(seed));
  const hosts = await watchHosts(seed, texts);
  await deliverAll(seed, deliveries);
  tell('deliveries are in');
  const views: View[] = [...lists.map((path) => ({ path })), ...hosts.map((path) => ({ path }))];
  views.push({ path: `/apps/${seed.app}` });
  for (const { fields, most, write } of entries) {
    let taken = 0;
    for (const [index, text] of texts.slice(0, most).entries()) {
      const done = await write(seed, text, index);
      if (done !== false) taken += 1;
      if (typeof done === 'string') views.push({ path: done, mark: markOf(index) });
    }
    console.log(
      `${String(taken).padStart(5)} of ${Math.min(most, texts.length)} texts taken in ${fields.join(', ')}`,
    );
    if (taken > 0) for (const field of fields) written.add(field);
  }
  await enterThroughProvider(seed, texts.slice(0, fewTexts));
  const { rows } = await seed.database.query<{ id: string; actor: string; detection: string }>(
    `select id, actor, detection from incidents where detection like '%ran=1%'`,
  );
  if (rows.length !== texts.length) throw new Error(`${rows.length} incidents of ${texts.length}`);
  for (const { id, actor, detection } of rows) {
    const [mark = ''] = /ran=\d+/.exec(detection) ?? [];
    views.push({ path: `/incidents/${id}`, mark }, { path: `/attackers/${actor}`, mark });
  }
  const users = await seed.database.query<{ user_id: string }>(
    `select distinct user_id from users where user_id like '%ran=1%'`,
  );
  for (const { user_id: user } of users.rows) {
    const [mark = ''] = /ran=\d+/.exec(user) ?? [];
    views.push({ path: `/users/${encodeURIComponent(user)}?app=${seed.app}`, mark });
  }
  return views;
}

interface Looks {
  readonly blind: readonly string[];
  readonly quiet: readonly string[];
  readonly marks: number;
  readonly strangers: readonly string[];
  readonly troubles: readonly string[];
}

/** Two pages side by side: while one waits for the server, the other is read. */
async function lookAtAll(
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

/** What somebody sees who is not signed in: the name of the provider on its button. */
async function lookAtDoors(
  browser: Browser,
  seed: SeededConsole,
  texts: readonly string[],
): Promise<{ readonly shown: number; readonly strangers: readonly string[] }> {
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
async function countArmed(page: Page, texts: readonly string[]): Promise<number> {
  let armed = 0;
  for (const text of texts) {
    await page.goto('about:blank');
    await page.setContent(`<main>${text}</main>`, { waitUntil: 'commit' }).catch(() => undefined);
    const found = await strangersOn(page).catch(() => ['the page went elsewhere']);
    if (found.length > 0) armed += 1;
  }
  return armed;
}

function tell(words: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${words}\n`);
}

function conclude({
  texts,
  armed,
  looks,
  doors,
  views,
  fields,
}: {
  readonly texts: number;
  /** Of them, those that ran or became an element where nothing is escaped. */
  readonly armed: number;
  readonly looks: Looks;
  readonly doors: { readonly shown: number; readonly strangers: readonly string[] };
  readonly views: readonly View[];
  readonly troubles: readonly string[];
  readonly fields: ReturnType<typeof coverageOf>;
}): number {
  const strangers = [...looks.strangers, ...doors.strangers];
  console.log(
    `${texts} texts (${armed} of them do harm on a page that escapes nothing); ${views.length} views opened in Chromium, ` +
      `lists to their end, and ${doors.shown} doors: ${strangers.length} became an element or ran, ` +
      `${looks.troubles.length} refusals or errors; ${looks.marks} texts were seen as text`,
  );
  for (const one of [...strangers, ...looks.troubles].slice(0, 20)) console.log(`  ${one}`);
  console.log(`pages that did not show their text: ${looks.blind.length === 0 ? 'none' : ''}`);
  for (const one of looks.blind.slice(0, 20)) console.log(`  ${one}`);
  console.log(`lists that show none of the texts: ${looks.quiet.join(', ')}`);
  console.log(
    `fields of the API and the wire format that were written (${fields.covered.length}): ${fields.covered.join(', ')}`,
  );
  for (const why of new Set(fields.left.map((one) => one.why))) {
    const some = fields.left.filter((one) => one.why === why);
    console.log(`left out, ${why}: ${some.map(({ field }) => field).join(', ')}`);
  }
  if (fields.unsaid.length > 0) console.log(`NEITHER: ${fields.unsaid.join(', ')}`);
  const isClean = strangers.length + looks.troubles.length + looks.blind.length === 0;
  return isClean && fields.unsaid.length === 0 ? 0 : 1;
}
