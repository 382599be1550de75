// Puts texts that would run as script into every field that an attacker, a service or somebody with
// less right can write to, opens every view of the console that shows them in Chromium, and looks whether
// anything ran or became an element. `node -C castellan-source bench/console-attacks/xss.ts --help`.
import { parseArgs } from 'node:util';
import { signedInBrowser } from '../../packages/testkit/src/console/signed-in.ts';
import { buildConsolePages } from '../../tools/console-pages.ts';
import { describeMachine, machineLine } from '../cost/machine.ts';
import { coverageOf, writtenIn } from './covered-fields.ts';
import { enterThroughProvider, namePasskeys, providerFields } from './hostile-accounts.ts';
import {
  deliverAll,
  hostileAddressFiles,
  hostileDeliveries,
  watchHosts,
} from './hostile-deliveries.ts';
import { entries } from './hostile-entries.ts';
import { providerBody } from './personal-samples.ts';
import { countArmed, lookAtAll, lookAtDoors, tell, type View } from './look-at-views.ts';
import { markOf, scriptTexts } from './script-texts.ts';
import { SeededConsole } from './seeded-console.ts';
import { conclude } from './xss-report.ts';

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

/** What takes too long to be done with each text. */
const fewTexts = 60;
/** Of one person. */
const mostPasskeys = 20;

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
