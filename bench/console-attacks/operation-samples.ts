import { caseFinding, caseRequest } from '../../packages/watch/src/ingest/case-finding.ts';
import { readyPlaybooks } from '../../packages/watch/src/playbooks/ready.ts';
import { hostileHeartbeats } from './hostile-heartbeats.ts';
import { caseReport } from './case-sent-report.ts';
import { password, type SeededConsole } from './seeded-console.ts';
import { personalSamples } from './personal-samples.ts';
import type { Sample, SampleMaker } from './sample-request.ts';

const later = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const id = (value: string): Sample => ({ path: { id: value } });
const rule = readyPlaybooks[0]!.rule;
const sinceEver = { from: '2020-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z' };

const channel = (seed: SeededConsole): object => ({
  name: `channel ${seed.fresh()}`,
  kind: 'webhook',
  settings: { url: seed.receiver, secret: 'a secret of sixteen characters' },
});
const destination = (seed: SeededConsole): object => ({
  name: `destination ${seed.fresh()}`,
  kind: 'json-lines',
  settings: { url: seed.receiver },
  sources: ['event'],
});
const monitor = (seed: SeededConsole): { name: string; kind: string; settings: object } => ({
  name: `monitor ${seed.fresh()}`,
  kind: 'heartbeat',
  settings: { app: seed.app, environment: 'production' },
});
const backup = (seed: SeededConsole): object => ({
  name: `monitor ${seed.fresh()}`,
  kind: 'backup',
  settings: {},
});
const vendor = (seed: SeededConsole): object => {
  const word = seed.fresh();
  return { name: word, domain: `vendor-${word}.com`, notes: 'n', data: 'd', contact: 'c' };
};
const decision = (seed: SeededConsole): object => {
  const number = seed.next();
  const value = `198.52.${number >> 8}.${number & 255}`;
  return { actor: { kind: 'address', value }, reason: 'r', seconds: 600, app: seed.app };
};
const made = async (seed: SeededConsole, where: string, body: object): Promise<Sample> =>
  id((await seed.make('POST', where, body)).id);

async function work(seed: SeededConsole): Promise<string> {
  return (await seed.make('POST', `incidents/${await seed.incident()}/work`, {})).id;
}

function campaign(seed: SeededConsole): Promise<string> {
  return seed.row('campaigns', {
    app_id: seed.app,
    environment: 'production',
    fingerprint: Buffer.from(String(seed.next())),
    detection: 'sql-injection',
    shape: 's',
    user_agent: 'a',
    first_seen: new Date(),
    last_seen: new Date(),
    addresses: 3,
  });
}

async function drill(seed: SeededConsole): Promise<string> {
  await seed.database.query("update drills set ended_at = now(), outcome = 'told'");
  return (await seed.make('POST', 'drills', { app: seed.app, way: 'own-request' })).id;
}

async function merged(seed: SeededConsole): Promise<string> {
  const [kept, gone] = [await seed.incident(), await seed.incident()];
  await seed.make('POST', `incidents/${kept}/merge`, { incidents: [gone] });
  return gone;
}

async function seenMonitor(seed: SeededConsole, state: string): Promise<{ id: string; at: Date }> {
  const { id: monitorId } = await seed.make('POST', 'monitors', {
    name: `monitor ${seed.fresh()}`,
    kind: 'dns',
    settings: { name: 'example.com' },
  });
  const at = new Date();
  await seed.database.query(
    `update monitors set state = $2, checked_at = $3, next_at = now() + interval '1 day',
      remembered = '{"A":["192.0.2.1"]}', found = '{"A":["192.0.2.2"]}' where id = $1`,
    [monitorId, state, at],
  );
  return { id: monitorId, at };
}

async function breach(seed: SeededConsole): Promise<Sample> {
  const { id: vendorId } = await seed.make('POST', 'vendors', vendor(seed));
  await seed.database.query(
    `insert into vendor_breaches (vendor_id, name, title, data_classes, is_news) values ($1, 'Adobe', 't', '{}', true)`,
    [vendorId],
  );
  return { ...id(vendorId), body: { name: 'Adobe' } };
}

async function advisory(seed: SeededConsole): Promise<string> {
  const name = `GHSA-${seed.next()}`;
  await seed.database.query(
    `insert into advisories (id, summary, severity, severity_rank, aliases, url, modified)
      values ($1, 's', 'high', 1, '{}', 'https://example.com/', 'm')`,
    [name],
  );
  return name;
}

async function exception(seed: SeededConsole): Promise<string> {
  const body = { reason: 'why it is so', until: later(30), file: '' };
  return (await seed.make('POST', `work/${await work(seed)}/exceptions`, body)).id;
}

/** By the operation's name. Each is made anew whenever it is asked for. */
export const samples: Readonly<Record<string, SampleMaker>> = {
  ...personalSamples,
  ingest: (seed) => ({
    headers: { authorization: `Bearer ${seed.ingestToken}` },
    lines: [
      {
        finding: {
          ...caseFinding({ request: { ...caseRequest('203.0.113.7'), user: { id: 'u' } } }),
        },
      },
      ...hostileHeartbeats('shop', 'production', ['koa']).map((heartbeat) => ({ heartbeat })),
    ],
  }),
  sendReport: (seed) => ({
    headers: { authorization: `Bearer ${seed.ingestToken}` },
    lines: [caseReport()],
  }),
  listIncidents: () => ({ query: { status: 'open', outcome: 'attack' } }),
  getIncident: async (seed) => id(await seed.incident()),
  resolveIncident: async (seed) => ({ ...id(await seed.incident()), body: { status: 'closed' } }),
  acknowledgeIncident: async (seed) => id(await seed.incident()),
  listRelatedIncidents: async (seed) => id(await seed.incident()),
  mergeIncidents: async (seed) => ({
    ...id(await seed.incident()),
    body: { incidents: [await seed.incident()] },
  }),
  splitIncident: async (seed) => id(await merged(seed)),
  listEvents: () => ({ query: { ...sinceEver, q: 'detection:sql-injection' } }),
  exportEvents: () => ({ query: { ...sinceEver, q: 'detection:sql-injection' } }),
  summariseEvents: () => ({ query: { ...sinceEver, q: 'detection:sql-injection' } }),
  getAttacker: () => ({ path: { address: '203.0.113.7' } }),
  getUser: () => ({ path: { user: 'u-1' } }),
  setUserRisk: () => ({ body: { threshold: 50 } }),
  addView: (seed) => ({ body: { name: `view ${seed.fresh()}`, query: 'detection:x' } }),
  changeView: async (seed) => ({
    ...(await made(seed, 'views', { name: `view ${seed.fresh()}`, query: '', isShared: true })),
    body: { name: `view ${seed.fresh()}` },
  }),
  removeView: (seed) =>
    made(seed, 'views', { name: `v ${seed.fresh()}`, query: '', isShared: true }),
  getCampaign: async (seed) => id(await campaign(seed)),
  blockCampaign: async (seed) => ({
    ...id(await campaign(seed)),
    body: { reason: 'r', seconds: 600 },
  }),
  decide: (seed) => ({ body: decision(seed) }),
  undoDecision: (seed) => made(seed, 'decisions', decision(seed)),
  listDecisions: () => ({ query: { inForce: 'true', kind: 'address', action: 'block' } }),
  addCriticalNetwork: (seed) => ({
    body: { network: `10.${seed.next() & 255}.0.0/24`, note: 'n' },
  }),
  removeCriticalNetwork: async (seed) => {
    const network = `10.${seed.next() & 255}.1.0/24`;
    await seed.make('POST', 'critical-networks', { network, note: 'n' });
    return { body: { network } };
  },
  addApp: (seed) => ({ body: { name: `app ${seed.fresh()}` } }),
  setRetention: (seed) => ({ ...id(seed.app), body: { retentionDays: 30 } }),
  setAppAddress: (seed) => ({ ...id(seed.app), body: { address: 'https://shop.example.com/' } }),
  createApiToken: (seed) => ({
    body: { name: `t ${seed.fresh()}`, role: 'viewer', days: 1, apps: [seed.app] },
  }),
  revokeToken: (seed) => made(seed, 'api-tokens', { name: 't', role: 'viewer', days: 1 }),
  addChannel: (seed) => ({ body: channel(seed) }),
  changeChannel: async (seed) => ({
    ...(await made(seed, 'channels', channel(seed))),
    body: { name: `channel ${seed.fresh()}` },
  }),
  deleteChannel: (seed) => made(seed, 'channels', channel(seed)),
  testChannel: (seed) => made(seed, 'channels', channel(seed)),
  retryDelivery: async (seed) => {
    const { id: channelId } = await seed.make('POST', 'channels', channel(seed));
    return id(
      await seed.row('deliveries', {
        channel_id: channelId,
        incident_id: await seed.incident(),
        cause: 'opened',
        severity: 'high',
        title: 't',
        alert: '{}',
        state: 'failed',
      }),
    );
  },
  startDrill: async (seed) => {
    await seed.database.query("update drills set ended_at = now(), outcome = 'told'");
    return { body: { app: seed.app, way: 'event' } };
  },
  getDrill: async (seed) => id(await drill(seed)),
  tellDrillAnswer: async (seed) => ({
    ...id(await drill(seed)),
    body: { status: 200, tookMs: 1, problem: 'p' },
  }),
  addDestination: (seed) => ({ body: destination(seed) }),
  changeDestination: async (seed) => ({
    ...(await made(seed, 'destinations', destination(seed))),
    body: { name: `destination ${seed.fresh()}`, isPaused: true },
  }),
  deleteDestination: (seed) => made(seed, 'destinations', destination(seed)),
  testDestination: (seed) => made(seed, 'destinations', destination(seed)),
  addMonitor: (seed) => ({ body: monitor(seed) }),
  changeMonitor: async (seed) => ({
    ...(await made(seed, 'monitors', monitor(seed))),
    body: { isPaused: true },
  }),
  editMonitor: async (seed) => {
    const { name, settings } = monitor(seed);
    return { ...(await made(seed, 'monitors', monitor(seed))), body: { name, settings } };
  },
  deleteMonitor: (seed) => made(seed, 'monitors', monitor(seed)),
  acknowledgeMonitor: async (seed) => ({
    ...id((await seenMonitor(seed, 'critical')).id),
    body: { until: `${later(1)}T00:00:00.000Z`, reason: 'r' },
  }),
  unacknowledgeMonitor: async (seed) => {
    const { id: monitorId } = await seenMonitor(seed, 'critical');
    const body = { until: `${later(1)}T00:00:00.000Z`, reason: 'r' };
    await seed.make('PUT', `monitors/${monitorId}/acknowledgement`, body);
    return id(monitorId);
  },
  acceptLook: async (seed) => {
    const { id: monitorId, at } = await seenMonitor(seed, 'critical');
    return { ...id(monitorId), body: { checkedAt: at.toISOString() } };
  },
  lookNow: (seed) => made(seed, 'monitors', monitor(seed)),
  listLooks: (seed) => made(seed, 'monitors', monitor(seed)),
  makeMonitorToken: (seed) => made(seed, 'monitors', backup(seed)),
  pingMonitor: async (seed) => {
    const { id: monitorId } = await seed.make('POST', 'monitors', backup(seed));
    const { token } = await seed.make('POST', `monitors/${monitorId}/token`);
    return { ...id(monitorId), body: {}, headers: { authorization: `Bearer ${token}` } };
  },
  getWork: async (seed) => id(await work(seed)),
  changeWork: async (seed) => ({
    ...id(await work(seed)),
    body: { comment: 'c', priority: 'low' },
  }),
  changeWorkSettings: () => ({
    body: { criticalDays: 1, highDays: 7, mediumDays: 30, lowDays: 90, staleDays: 30 },
  }),
  listWork: () => ({ query: { state: 'open', origin: 'incident' } }),
  getIncidentWork: async (seed) => id(await seed.incident()),
  takeUpIncident: async (seed) => id(await seed.incident()),
  watchForReplay: async (seed) => id(await work(seed)),
  confirmReplay: async (seed) => {
    const item = await work(seed);
    const { id: replay } = await seed.make('POST', `work/${item}/replays`);
    await seed.database.query(
      `update replays set outcome = 'silent', ends_at = now() where id = $1`,
      [replay],
    );
    return { path: { id: item, replay } };
  },
  proposeException: async (seed) => ({
    ...id(await work(seed)),
    body: { reason: 'why it is so', until: later(30), file: '{"mode":"block"}' },
  }),
  decideException: async (seed) => {
    const proposed = await exception(seed);
    const { client } = await seed.person('admin');
    return { ...id(proposed), body: { isApproved: true }, headers: client.headers() };
  },
  exportEvidence: () => ({ query: { from: later(-30), until: later(1) } }),
  listAppPackages: (seed) => id(seed.app),
  dismissAdvisory: async (seed) => ({
    body: { advisory: await advisory(seed), app: seed.app, reason: 'r', days: 1 },
  }),
  endDismissal: async (seed) => {
    const body = { advisory: await advisory(seed), app: seed.app, reason: 'r', days: 1 };
    return made(seed, 'advisory-dismissals', body);
  },
  addVendor: (seed) => ({ body: vendor(seed) }),
  editVendor: async (seed) => ({
    ...(await made(seed, 'vendors', vendor(seed))),
    body: vendor(seed),
  }),
  removeVendor: (seed) => made(seed, 'vendors', vendor(seed)),
  handleBreach: breach,
  ignoreDomain: (seed) => ({ body: { domain: `found-${seed.fresh()}.com`, isIgnored: true } }),
  addPlaybook: (seed) => ({ body: { name: `playbook ${seed.fresh()}`, rule } }),
  changePlaybook: async (seed) => ({
    ...(await made(seed, 'playbooks', { name: `playbook ${seed.fresh()}`, rule })),
    body: { name: `playbook ${seed.fresh()}`, isOn: false },
  }),
  deletePlaybook: (seed) => made(seed, 'playbooks', { name: `playbook ${seed.fresh()}`, rule }),
  listFirings: (seed) => made(seed, 'playbooks', { name: `playbook ${seed.fresh()}`, rule }),
  rehearsePlaybook: () => ({
    body: {
      rule: {
        ...rule,
        route: '/x',
        environment: 'production',
        detections: ['sql-injection'],
        networks: ['203.0.113.0/24'],
      },
    },
  }),
  addPerson: (seed) => ({
    body: { email: `new-${seed.fresh()}@example.com`, name: 'n', role: 'viewer', password },
  }),
  changePerson: async (seed) => ({
    ...id((await seed.person()).id),
    body: { role: 'responder', apps: [seed.app] },
  }),
};
