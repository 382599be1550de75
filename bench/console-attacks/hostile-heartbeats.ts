import type { Heartbeat } from '@castellan/core';

const perInventory = 100;

/** Signs of life of one process each, whose every free text is hostile; inventories of a hundred texts. */
export function hostileHeartbeats(
  app: string,
  environment: string,
  texts: readonly string[],
): Heartbeat[] {
  const heartbeats: Heartbeat[] = [];
  for (let from = 0; from < texts.length; from += perInventory)
    heartbeats.push(heartbeatOf(app, environment, texts.slice(from, from + perInventory)));
  return heartbeats;
}

function heartbeatOf(app: string, environment: string, texts: readonly string[]): Heartbeat {
  const [first = ''] = texts;
  const time = new Date().toISOString();
  return {
    version: 1,
    time,
    app,
    environment,
    instance: first,
    nodeVersion: first,
    guardVersion: first,
    coverage: texts.slice(0, 50).map((text) => ({
      library: text,
      version: text,
      path: text,
      status: 'unprotected',
      layer: 'package',
      cause: text,
    })),
    exceptions: [{ detection: first, route: first, input: first, until: '2099-01-01', used: 1 }],
    counters: { faults: 1, inspections: 1, blocks: 1, turnedAway: 1, truncated: 1, lost: 1 },
    inventory: {
      parts: ['packages', 'routes', 'outbound', 'host'],
      platform: first,
      host: first,
      pid: 1,
      startMode: first,
      startedAt: time,
      modes: { [first]: 'block' },
      exceptions: [{ route: first, mode: 'monitor', detections: [first] }],
      seesEsModules: true,
      packagesDigest: `${texts.length} ${first}`,
      packages: texts.map((text) => ({ name: text, version: text, place: text })),
      routes: texts.map((text) => ({ method: text, pattern: text, count: 1 })),
      outbound: texts.map((text) => ({ host: text, port: 443, library: text, count: 1 })),
      leftOut: { packages: 0, routes: 0, outbound: 0 },
    },
  };
}
