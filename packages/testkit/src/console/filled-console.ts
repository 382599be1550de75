import type { Finding, SentReport } from '@castellan/core';
import type { App, Incident, PageOf } from '@castellan/watch/api';
import { randomUUID } from 'node:crypto';
import { caseFinding } from '@castellan/core/cases';
import type { ApiClient } from '../watch/api-client.ts';
import { eventually } from './browser.ts';
import { appWithToken, deliver } from './deliver.ts';

/** Where one of each thing that has a page of its own is found, by the pattern of its address. */
export type PlacesOfThings = Readonly<Record<string, string>>;

interface Made {
  readonly id: string;
}

/** Fills a console with demo data and with one of each thing that this does not hold. */
export async function fillConsole(client: ApiClient): Promise<PlacesOfThings> {
  await client.call('POST', '/api/v1/demo');
  const { app, token } = await appWithToken(client);
  await report(client.url, token);
  // Demo data takes part in no campaign.
  await deliver(client.url, token, addresses.map(attackFrom));
  const add = async (path: string, body: object): Promise<string> =>
    (await client.call<Made>('POST', `/api/v1/${path}`, body)).id;
  const first = async <Item>(path: string): Promise<Item> => {
    let found: Item | undefined;
    // Campaigns are put together by a job, within seconds.
    await eventually(async () => {
      [found] = (await client.call<PageOf<Item>>('GET', `/api/v1/${path}`)).items;
      return found !== undefined;
    });
    return found as Item;
  };
  const inner = 'http://127.0.0.1:9/';
  const channel = {
    name: 'on-call',
    kind: 'webhook',
    settings: { url: inner, secret: 'x'.repeat(16) },
  };
  const destination = { name: 'siem', kind: 'json-lines', settings: { url: inner } };
  const [incident, user] = await Promise.all([
    first<Incident>('incidents?limit=1'),
    first<{ userId: string; appId: string }>('users?limit=1'),
  ]);
  const demoApp = (await client.call<{ items: App[] }>('GET', '/api/v1/apps')).items.find(
    ({ isDemo }) => isDemo,
  );
  return {
    '/apps/$id': `/apps/${demoApp?.id}`,
    '/attackers/$address': `/attackers/${addresses[0]}`,
    '/campaigns/$id': `/campaigns/${(await first<Made>('campaigns?limit=1')).id}`,
    '/drills/$id': `/drills/${await add('drills', { app, way: 'own-request' })}`,
    '/incidents/$id': `/incidents/${incident.id}`,
    '/inventory/vendors/$id': `/inventory/vendors/${await add('vendors', vendor)}`,
    '/playbooks/$id': `/playbooks/${(await first<Made>('playbooks')).id}`,
    '/practices/$id': '/practices/I5',
    '/settings/forwarding/$id': `/settings/forwarding/${await add('destinations', { ...destination, sources: ['event'] })}`,
    '/settings/monitors/$id': `/settings/monitors/${await add('monitors', monitor)}`,
    '/settings/monitors/$id/edit': `/settings/monitors/${(await first<Made>('monitors')).id}/edit`,
    '/settings/notifications/$id': `/settings/notifications/${await add('channels', channel)}`,
    '/users/$id': `/users/${user.userId}?app=${user.appId}`,
    '/work/$id': `/work/${(await first<Made>('work?limit=1')).id}`,
  };
}

const addresses = ['203.0.113.5', '203.0.113.6', '203.0.113.7'];

function attackFrom(address: string): Finding {
  const request = { id: 'r1', method: 'GET', route: '/search', path: '/search', address };
  return caseFinding({
    id: randomUUID(),
    time: new Date().toISOString(),
    request: { ...request, userAgent: 'sqlmap/1.9' },
  });
}

const vendor = {
  name: 'Stripe',
  domain: 'stripe.com',
  data: 'card numbers',
  contact: 'security@stripe.com',
  criticality: 'high',
  notes: '',
};
const monitor = { name: 'nightly backup', kind: 'backup', settings: {} };

/** Of a repository in which one rule failed. */
async function report(url: string, token: string): Promise<void> {
  const practice = { practice: 'I5' } as const;
  const fix = 'Name a user who is not root: USER node';
  const body: SentReport = {
    version: 1,
    castellan: '1.0.0',
    rulesDigest: 'x',
    target: 'shop',
    kind: 'repository',
    isWhole: true,
    time: new Date().toISOString(),
    practices: [{ ...practice, status: 'fail', expression: 'docker/user' }],
    rules: [{ ...practice, rule: 'docker/user', status: 'fail', reason: 'It runs as root.' }],
    findings: [
      {
        ...practice,
        fingerprint: 'f'.repeat(16),
        rule: 'docker/user',
        severity: 'high',
        confidence: 'certain',
        message: 'The image runs as root.',
        fix,
        file: 'Dockerfile',
        line: 3,
        isNew: true,
      },
    ],
  };
  const { status } = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (status !== 201) throw new Error(`the report was answered ${status}`);
}
