import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { caseFinding } from '@castellan/core/cases';
import type {
  Campaign,
  DecisionRecord,
  Incident,
  PageOf,
  PlaybookRecord,
} from '@castellan/watch/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ApiClient } from '../watch/api-client.ts';
import type { Program, ToldByWatch } from '../watch/programs.ts';
import { eventually } from './browser.ts';
import { checkViews } from './check-views.ts';
import { buildConsolePages } from '../../../../tools/console-pages.ts';
import { appWithToken, deliver } from './deliver.ts';
import { caseHome, signedInBrowser, startConsole, withoutChromium } from './signed-in.ts';

const home = caseHome('playbooks');

let watch: Program<ToldByWatch>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let troubles: readonly string[] = [];
let client: ApiClient;
let token: string;

/** A team tries playbooks, lets one act on real findings, and decides about campaigns by hand. */
describe('playbooks and attackers in Chromium', { skip: withoutChromium }, () => {
  before(async () => {
    await buildConsolePages();
    ({ watch, client } = await startConsole(home));
    ({ token } = await appWithToken(client));
    ({ browser, context, page, troubles } = await signedInBrowser(client));
  });

  after(async () => {
    await browser?.close();
    await watch?.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  test('eleven playbooks come ready; none that decides by itself is on', async () => {
    await page.getByRole('link', { name: 'Playbooks' }).click();
    await page.getByRole('link', { name: 'Repeated attacks' }).waitFor();
    const items = await playbooks();
    assert.equal(items.length, 11);
    assert.ok(items.every(({ isOn, rule }) => !isOn || rule.action === 'notify'));
  });

  test('a critical network is named in the settings', async () => {
    await page.goto(`${watch.told.url}/settings/critical-networks`);
    await page.getByLabel('Network').fill('198.51.100.0/28');
    await page.getByLabel('What is there').fill('our load balancer');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('row', { name: /our load balancer/ }).waitFor();
  });

  test('one is tried on last week and tells whom it would have hit; nothing is done', async () => {
    const daysAgo = (days: number): string =>
      new Date(Date.now() - days * 86_400_000).toISOString();
    await send(
      [2, 2, 2, 2, 2, 2, 4].map((days) => attack('203.0.113.50', { time: daysAgo(days) })),
      Array.from({ length: 6 }, () => attack('198.51.100.3', { time: daysAgo(3) })),
    );
    await page.goto(`${watch.told.url}/playbooks`);
    await page.getByRole('link', { name: 'Repeated attacks' }).click();
    await page
      .getByText('5 attacks from one address within 10 minutes → block for 1 day')
      .waitFor();
    await page.getByRole('button', { name: 'Try it on last week' }).click();
    await page.getByText('It would have fired 2 times').waitFor();
    await page.getByText('critical: spared').waitFor();
    await page.getByText(/Counted from 3 incidents/).waitFor();
    assert.deepEqual(await decisions(), []);
  });

  test('one is written, tried, saved and switched on, by keyboard too', async () => {
    await page.goto(`${watch.told.url}/playbooks`);
    await page.getByRole('link', { name: 'Write a playbook' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').fill('Three is enough');
    await page.getByLabel('In', { exact: true }).selectOption('user-risk');
    assert.equal(await page.getByLabel('From networks').count(), 0, 'a risk is of a whole account');
    await page.getByLabel('Risk rises to').fill('60');
    await page.getByRole('button', { name: 'Try it on last week' }).click();
    await page.getByText('It would not have fired.').waitFor();
    await page.getByLabel('In', { exact: true }).selectOption('attack');
    await page.getByLabel('At least').fill('3');
    await page.getByLabel('Do', { exact: true }).selectOption('limit');
    await page.getByLabel('Requests').fill('7');
    await page.getByLabel('From networks').fill('nowhere');
    await page.getByRole('button', { name: 'Save the playbook' }).click();
    await page
      .getByRole('alert')
      .getByText(/a network such as/)
      .waitFor();
    await page.getByLabel('From networks').fill('');
    await page.getByLabel('Do', { exact: true }).selectOption('block');
    await page.getByRole('button', { name: 'Save the playbook' }).click();
    await page
      .getByText('3 attacks from one address within 10 minutes → block for 1 hour')
      .waitFor();
    await page.getByRole('button', { name: 'Switch on: Three is enough' }).click();
    await page.getByText('Three is enough is on.').waitFor();
  });

  test('real findings make it fire: it explains, spares critical addresses, and is undone', async () => {
    const times = <Value>(count: number, make: () => Value): Value[] =>
      Array.from({ length: count }, make);
    await send(
      times(3, () => attack('203.0.113.7')),
      times(2, () => attack('203.0.113.8')),
      times(3, () => attack('198.51.100.5')),
    );
    await page
      .getByText('3 attacks from 203.0.113.7 within 10 minutes, of which 3 are enough')
      .waitFor();
    await page.getByText('A critical address: a playbook never decides about it.').waitFor();
    assert.deepEqual(
      (await decisions()).map(({ actor }) => actor.value),
      ['203.0.113.7'],
    );
    await page.goto(`${watch.told.url}/incidents`);
    await page
      .getByRole('row', { name: /203\.0\.113\.7/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByText('kept out').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Block', exact: true }).count(), 0);
    await page.getByRole('link', { name: 'Playbooks' }).click();
    await page.getByRole('link', { name: 'Three is enough' }).click();
    await page.getByRole('button', { name: 'Undo what was decided about 203.0.113.7' }).click();
    await page.getByText('What was decided about 203.0.113.7 is undone.').waitFor();
    await eventually(async () => (await decisions()).length === 0);
    await page.getByRole('button', { name: 'Switch off: Three is enough' }).click();
    await page.getByText('Three is enough is off.').waitFor();
  });

  test('an attacker is limited, asked again, or let in by the same dialog', async () => {
    for (const [action, button, told] of [
      ['limit', 'Limit', 'limited'],
      ['step-up', 'Ask again', 'asked again who it is'],
      ['allow', 'Allow', 'allowed'],
    ] as const) {
      await page.goto(`${watch.told.url}/attackers/203.0.113.8?block=203.0.113.8`);
      await page.getByLabel('What is done').selectOption(action);
      await page.getByLabel('Reason').fill(`a test of ${action}`);
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByText(`203.0.113.8 is ${told}.`).waitFor();
      await page.getByRole('row', { name: new RegExp(`a test of ${action}`) }).waitFor();
    }
    await page.goto(`${watch.told.url}/decisions?block=user:u-1`);
    await page.getByLabel('What is done').selectOption('step-up');
    await page.getByLabel('Reason').fill('stolen');
    await page.getByRole('button', { name: 'Ask again', exact: true }).click();
    await page.getByRole('row', { name: /u-1/ }).waitFor();
    assert.deepEqual(
      (await decisions()).map(({ action, actor }) => `${action} ${actor.kind}`).toSorted(),
      ['allow address', 'limit address', 'step-up address', 'step-up user'],
    );
  });

  test('addresses that rotate are one campaign, and their network is blocked at once', async () => {
    await send([1, 2, 3, 4].map((last) => attack(`192.0.2.${last}`, { detection: 'ssrf' })));
    await eventually(async () => (await campaigns()).length > 0 && (await countOf('ssrf')) === 4);
    await page.goto(`${watch.told.url}/attackers`);
    await page.getByRole('link', { name: 'Server-side request forgery' }).first().click();
    await page.getByRole('heading', { name: /from 4 addresses/ }).waitFor();
    await page.getByRole('link', { name: 'Block 192.0.2.0/24' }).click();
    await page.getByLabel('Reason').fill('rotates');
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByText('1 block is in force.').waitFor();
    await page.getByText('kept out').waitFor();
    assert.ok((await decisions()).some(({ actor }) => actor.value === '192.0.2.0/24'));
  });

  test('incidents that have to do with each other are merged, and come apart again', async () => {
    const [incident] = (await incidents()).filter(({ detection }) => detection === 'ssrf');
    await page.goto(`${watch.told.url}/incidents/${incident?.id ?? ''}`);
    await page.getByRole('heading', { name: 'Related incidents' }).waitFor();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Merge 1 incident into this one' }).click();
    await page.getByText('merged into this one').waitFor();
    await page.locator('.timeline li').nth(1).waitFor();
    assert.equal(await countOf('ssrf'), 3);
    await page.getByRole('button', { name: 'Take out' }).click();
    await page.getByText('It stands by itself again.').waitFor();
    await eventually(async () => (await countOf('ssrf')) === 4);
  });

  test('no page broke, and the policy refused nothing', () => {
    assert.deepEqual(troubles, []);
  });

  test('every page passes axe, dark and light, on desktop and phone', async (t) => {
    const own = (await playbooks()).find(({ name }) => name === 'Three is enough')?.id ?? '';
    const ready = (await playbooks()).find(({ name }) => name === 'Repeated attacks')?.id ?? '';
    const campaign = (await campaigns())[0]?.id ?? '';
    const [incident] = (await incidents()).filter(({ detection }) => detection === 'ssrf');
    const wait =
      (text: string | RegExp) =>
      async (page: Page): Promise<void> =>
        page.getByText(text).first().waitFor();
    const checked = await checkViews(browser, context, watch.told.url, {
      playbooks: { path: '/playbooks', prepare: wait('Three is enough') },
      playbook: { path: `/playbooks/${own}`, prepare: wait('of which 3 are enough') },
      'playbook-tried': {
        path: `/playbooks/${ready}`,
        prepare: async (page) => {
          await page.getByRole('button', { name: 'Try it on last week' }).click();
          await page.getByText('It would have fired').waitFor();
        },
      },
      'playbook-change': { path: `/playbooks/${own}?ask=change`, prepare: wait('From networks') },
      'playbook-remove': { path: `/playbooks/${own}?ask=remove`, prepare: wait('history goes') },
      'critical-networks': {
        path: '/settings/critical-networks',
        prepare: wait('our load balancer'),
      },
      decisions: { path: '/decisions', prepare: wait('stolen') },
      decide: {
        path: '/decisions?block=203.0.113.9',
        prepare: async (page) => {
          await page.getByLabel('What is done').selectOption('limit');
          await page.getByLabel('Requests').waitFor();
        },
      },
      attackers: { path: '/attackers', prepare: wait('Campaigns') },
      attacker: { path: '/attackers/203.0.113.8', prepare: wait('a test of allow') },
      campaign: { path: `/campaigns/${campaign}`, prepare: wait('kept out') },
      'incident-related': {
        path: `/incidents/${incident?.id ?? ''}`,
        prepare: wait('Related incidents'),
      },
    });
    t.diagnostic(`${checked} pages checked in both colour schemes`);
  });
});

function attack(address: string, part: Partial<Finding> = {}): Finding {
  return caseFinding({
    id: randomUUID(),
    time: new Date().toISOString(),
    severity: 'high',
    request: {
      id: 'r1',
      method: 'GET',
      route: '/search',
      path: '/search',
      address,
      userAgent: 'sqlmap/1.8',
    },
    ...part,
  });
}

async function send(...groups: readonly (readonly Finding[])[]): Promise<void> {
  await deliver(watch.told.url, token, groups.flat());
}

async function playbooks(): Promise<readonly PlaybookRecord[]> {
  return (await client.call<{ items: PlaybookRecord[] }>('GET', '/api/v1/playbooks')).items;
}

async function decisions(): Promise<readonly DecisionRecord[]> {
  return (await client.call<PageOf<DecisionRecord>>('GET', '/api/v1/decisions?inForce=true')).items;
}

async function campaigns(): Promise<readonly Campaign[]> {
  const { items } = await client.call<PageOf<Campaign>>('GET', '/api/v1/campaigns');
  return items.filter(({ detection }) => detection === 'ssrf');
}

async function incidents(): Promise<readonly Incident[]> {
  return (await client.call<PageOf<Incident>>('GET', '/api/v1/incidents?limit=200')).items;
}

/** How many incidents of a detection stand in the list. */
async function countOf(detection: string): Promise<number> {
  return (await incidents()).filter((one) => one.detection === detection).length;
}
