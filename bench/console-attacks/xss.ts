// Puts texts that would run as script into every field that an attacker can write to, opens every view
// of the console that shows them in Chromium, and looks whether anything ran or became an element.
// `node -C castellan-source bench/console-attacks/xss.ts --help` tells the options.
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { PageOf, Incident } from '@castellan/watch/api';
import type { Page } from 'playwright-core';
import { fieldCount, hostileFindings } from '../../packages/testkit/src/console/script-payloads.ts';
import {
  caseHome,
  signedInBrowser,
  startConsole,
} from '../../packages/testkit/src/console/signed-in.ts';
import { strangersOn } from '../../packages/testkit/src/console/strangers.ts';
import type { ApiClient } from '../../packages/testkit/src/watch/api-client.ts';
import { buildConsolePages } from '../../tools/console-pages.ts';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { hostileHeartbeats } from './hostile-heartbeats.ts';
import { scriptTexts } from './script-texts.ts';

const usage = `Usage: node -C castellan-source bench/console-attacks/xss.ts [--texts N] [--json]

Delivers findings whose every free text is one of N texts that would run as script, and signs of life with
inventories of the same texts, then opens the console's lists and the page of every incident and attacker. Ends with 0 only if no script ran, nothing
of the texts became an element, and the policy refused nothing (for then something had tried).

  --texts N   how many texts (default 2000)
  --json      print the result as JSON
`;

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '2000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const perDelivery = 200;
/** What a list takes to ask and show. */
const settleMs = 2_000;

/** Lists of what else the texts may have come to. */
const others = [
  '/users',
  '/decisions',
  '/playbooks',
  '/work',
  '/practices',
  '/drills',
  '/apps',
  '/inventory',
  '/inventory/packages',
  '/inventory/routes',
  '/inventory/outbound',
  '/inventory/vendors',
  '/inventory/hosts',
  '/coverage',
];

if (values.help) process.stdout.write(usage);
else process.exitCode = await campaign(scriptTexts(Number(values.texts)));

async function campaign(texts: readonly string[]): Promise<number> {
  if (!values.json) console.log(machineLine(describeMachine(process.versions.node)));
  await buildConsolePages();
  const home = caseHome('xss');
  const { watch, client, url } = await startConsole(home);
  try {
    const app = await deliver(client, url, texts);
    const { browser, page, troubles } = await signedInBrowser(client);
    const views = await viewsOf(client, app, texts.length);
    const strangers = await look(page, url, views);
    const armed = await countArmed(await browser.newPage(), texts);
    report({
      texts: texts.length,
      armed,
      fields: fieldCount,
      views: views.length,
      strangers,
      troubles,
    });
    await browser.close();
    return strangers.length + troubles.length === 0 ? 0 : 1;
  } finally {
    await watch.end('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }
}

/** Delivers one finding a text, to an app whose name is hostile too; returns the app's id. */
async function deliver(client: ApiClient, url: string, texts: readonly string[]): Promise<string> {
  const name = '<img src=x onerror=window.ran=1>';
  const { id } = await client.call<{ id: string }>('POST', '/api/v1/apps', { name });
  const wanted = { app: id, environment: 'production', name };
  const { token } = await client.call<{ token: string }>('POST', '/api/v1/ingest-tokens', wanted);
  const findings = hostileFindings(name, 'production', texts);
  const messages = [
    ...findings.map((finding) => ({ finding })),
    ...hostileHeartbeats(name, 'production', texts).map((heartbeat) => ({ heartbeat })),
  ];
  for (let from = 0; from < messages.length; from += perDelivery) {
    const part = messages.slice(from, from + perDelivery);
    const response = await fetch(`${url}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: part.map((message) => JSON.stringify(message)).join('\n'),
    });
    const { reasons } = (await response.json()) as { reasons?: readonly string[] };
    if (!response.ok || reasons === undefined || reasons.length > 0)
      throw new Error(`not all were accepted: ${response.status} ${reasons?.join('; ')}`);
  }
  return id;
}

/** The lists, and the page of every incident with its attacker. */
async function viewsOf(client: ApiClient, app: string, count: number): Promise<readonly string[]> {
  const incidents: Incident[] = [];
  let cursor: string | undefined;
  do {
    const query = `app=${app}&limit=200${cursor === undefined ? '' : `&cursor=${cursor}`}`;
    const page = await client.call<PageOf<Incident>>('GET', `/api/v1/incidents?${query}`);
    incidents.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  if (incidents.length !== count) throw new Error(`${incidents.length} incidents of ${count}`);
  const lists = ['/', `/events?app=${app}`, `/incidents?app=${app}`, `/attackers?app=${app}`];
  return [
    ...lists,
    ...others,
    `/apps/${app}`,
    '/settings/audit',
    ...incidents.flatMap(({ id, actor }) => [`/incidents/${id}`, `/attackers/${actor}`]),
  ];
}

async function look(page: Page, url: string, views: readonly string[]): Promise<string[]> {
  const strangers: string[] = [];
  for (const [index, view] of views.entries()) {
    await page.goto(url + view);
    const told = others.includes(view) ? 'main h1' : 'main tr:visible, main .explanation:visible';
    await page.locator(told).first().waitFor();
    if (others.includes(view)) await page.waitForTimeout(settleMs);
    const found = await strangersOn(page);
    strangers.push(...found.map((one) => `${view}: ${one}`));
    if (index % 100 === 0) process.stderr.write(`\r${index} of ${views.length} views`);
  }
  process.stderr.write('\n');
  return strangers;
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

interface Result {
  readonly texts: number;
  /** Of them, those that ran or became an element where nothing is escaped. */
  readonly armed: number;
  readonly fields: number;
  readonly views: number;
  readonly strangers: readonly string[];
  readonly troubles: readonly string[];
}

function report(result: Result): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  const { texts, armed, fields, views, strangers, troubles } = result;
  process.stdout.write(
    `${texts} texts (${armed} of them do harm on a page that escapes nothing) in ${fields} fields each, ${views} views opened in Chromium: ` +
      `${strangers.length} became an element or ran, ${troubles.length} refusals or errors\n`,
  );
  for (const one of [...strangers, ...troubles].slice(0, 20)) process.stdout.write(`  ${one}\n`);
}
