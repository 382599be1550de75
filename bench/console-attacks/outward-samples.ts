import { id, later, made } from './sample-parts.ts';
import type { SampleMaker } from './sample-request.ts';
import { password, type SeededConsole } from './seeded-console.ts';

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

async function drill(seed: SeededConsole): Promise<string> {
  await seed.endDrills();
  return (await seed.make('POST', 'drills', { app: seed.app, way: 'own-request' })).id;
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

/** Who and what is outside: apps, tokens, people, channels, destinations, drills and monitors. */
export const outwardSamples: Readonly<Record<string, SampleMaker>> = {
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
    await seed.endDrills();
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
  addPerson: (seed) => ({
    body: { email: `new-${seed.fresh()}@example.com`, name: 'n', role: 'viewer', password },
  }),
  changePerson: async (seed) => ({
    ...id((await seed.person()).id),
    body: { role: 'responder', apps: [seed.app] },
  }),
};
