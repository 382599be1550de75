import { practiceIds, type SentReport } from '@castellan/core';
import { defaultRules } from '../../packages/watch/src/alerts/rules.ts';
import { readyPlaybooks } from '../../packages/watch/src/playbooks/ready.ts';
import { ApiClient } from '../../packages/testkit/src/watch/api-client.ts';
import type { WatchProcess } from './processes.ts';

const minuteMs = 60_000;
/** Of each app. */
const amounts = { packages: 1_500, routes: 400, outbound: 120, findings: 600 } as const;
/** Of the team. */
const teamAmounts = { vendors: 60, decisions: 300, works: 60, monitors: 20, views: 20 } as const;

/**
 * Gives a store what else a team of some size has, through the API: inventories, reports of check, work,
 * vendors, decisions, monitors, channels, a drill. Ada is its owner.
 */
export async function fillBeside(
  watch: WatchProcess,
  ingestTokens: readonly string[],
): Promise<void> {
  const ada = new ApiClient(watch.url);
  await ada.setUp(watch.setUpUrl);
  const make = <Made>(path: string, body: unknown): Promise<Made> =>
    ada.call<Made>('POST', `/api/v1/${path}`, body);
  for (const [index, token] of ingestTokens.entries()) {
    await send(watch.url, token, 'ingest', `${JSON.stringify({ heartbeat: heartbeat(index) })}\n`);
    await send(watch.url, token, 'reports', JSON.stringify(report(index)));
  }
  const { items: apps } = await ada.call<{ items: { id: string }[] }>('GET', '/api/v1/apps');
  const app = apps[0]?.id ?? '';
  for (const index of upTo(teamAmounts.vendors)) {
    await make('vendors', { name: `Vendor ${index}`, domain: `vendor-${index}.com` });
  }
  for (const index of upTo(teamAmounts.decisions)) {
    const actor = { kind: 'address', value: `198.51.100.${index % 250}` };
    await make('decisions', { actor, reason: `scan ${index}`, seconds: 86_400 });
  }
  for (const index of upTo(teamAmounts.monitors)) {
    const settings = { app, environment: 'production' };
    await make('monitors', { name: `heartbeat ${index}`, kind: 'heartbeat', settings });
  }
  for (const index of upTo(teamAmounts.views)) {
    await make('views', { name: `view ${index}`, query: 'severity:critical', isShared: true });
  }
  const { items: incidents } = await ada.call<{ items: { id: string }[] }>(
    'GET',
    `/api/v1/incidents?limit=${teamAmounts.works}`,
  );
  for (const { id } of incidents) await make(`incidents/${id}/work`, {});
  await make('channels', {
    name: 'hook',
    kind: 'webhook',
    settings: { url: 'https://hooks.example.com/', secret: 'a secret of sixteen characters' },
    rules: { ...defaultRules, apps: [app] },
  });
  await make('playbooks', { name: 'of the bench', rule: readyPlaybooks[0]?.rule });
  await make('drills', { app, way: 'own-request', waitSeconds: 5 });
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function send(url: string, token: string, path: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || text.includes('"rejected":1')) throw new Error(`${path}: ${text}`);
}

function heartbeat(app: number): object {
  const now = new Date();
  return {
    version: 1,
    time: now.toISOString(),
    app: 'as the token says',
    environment: 'production',
    instance: `host-${app}:1`,
    nodeVersion: '24.7.0',
    guardVersion: '1.0.0',
    coverage: [],
    counters: { faults: 0, inspections: 0, blocks: 0, turnedAway: 0, truncated: 0, lost: 0 },
    inventory: {
      parts: ['packages', 'routes', 'outbound', 'host'],
      platform: 'linux x64',
      host: `host-${app}`,
      pid: 1,
      startMode: 'import',
      startedAt: new Date(now.getTime() - minuteMs).toISOString(),
      modes: {},
      exceptions: [],
      seesEsModules: true,
      packagesDigest: `list-${app}`,
      packages: upTo(amounts.packages).map((index) => ({
        name: `package-${index}`,
        version: `1.${app}.0`,
        place: `node_modules/package-${index}`,
      })),
      routes: upTo(amounts.routes).map((index) => ({
        method: 'GET',
        pattern: `/route-${index}/:id`,
        count: index,
        modes: {},
      })),
      outbound: upTo(amounts.outbound).map((index) => ({
        host: `api.vendor-${index}.com`,
        port: 443,
        library: 'fetch',
        count: index,
      })),
      leftOut: { packages: 0, routes: 0, outbound: 0 },
    },
  };
}

function report(app: number): SentReport {
  return {
    version: 1,
    castellan: '1.0.0',
    rulesDigest: 'bench',
    target: `app-${app}`,
    kind: 'repository',
    isWhole: true,
    time: new Date().toISOString(),
    practices: practiceIds.map((practice) => ({ practice, status: 'fail', expression: 'all' })),
    rules: practiceIds.map((practice) => ({
      rule: `rule-${practice.toLowerCase()}`,
      practice,
      status: 'fail',
      reason: 'Something was found.',
    })),
    findings: upTo(amounts.findings).map((index) => {
      const practice = practiceIds[index % practiceIds.length] ?? 'C1';
      return {
        fingerprint: `${app}-${index}`.padStart(32, '0'),
        rule: `rule-${practice.toLowerCase()}`,
        practice,
        severity: 'high',
        confidence: 'certain',
        message: `Finding ${index} says what is wrong and where, in a sentence of usual length.`,
        fix: 'It says what to do as well.',
        file: `src/file-${index}.ts`,
        line: index + 1,
        isNew: true,
      };
    }),
  };
}
