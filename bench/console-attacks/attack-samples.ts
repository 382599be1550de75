import { caseFinding, caseRequest } from '../../packages/watch/src/ingest/case-finding.ts';
import { readyPlaybooks } from '../../packages/watch/src/playbooks/ready.ts';
import { caseReport } from './case-sent-report.ts';
import { hostileHeartbeats } from './hostile-heartbeats.ts';
import { id, made } from './sample-parts.ts';
import type { SampleMaker } from './sample-request.ts';
import type { SeededConsole } from './seeded-console.ts';

const sinceEver = { from: '2020-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z' };
const { rule } = readyPlaybooks[0]!;

const decision = (seed: SeededConsole): object => {
  const number = seed.next();
  const value = `198.52.${number >> 8}.${number & 255}`;
  return { actor: { kind: 'address', value }, reason: 'r', seconds: 600, app: seed.app };
};

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

async function merged(seed: SeededConsole): Promise<string> {
  const [kept, gone] = [await seed.incident(), await seed.incident()];
  await seed.make('POST', `incidents/${kept}/merge`, { incidents: [gone] });
  return gone;
}

/** What was attacked, by whom, and what is done against them. */
export const attackSamples: Readonly<Record<string, SampleMaker>> = {
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
};
