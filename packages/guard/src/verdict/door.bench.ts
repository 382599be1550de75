import type { IncomingMessage } from 'node:http';
import type { Decision } from '@castellan/core';
import { bench, do_not_optimize, group, run } from 'mitata';
import { defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import type { RequestContext } from '../context/request-context.ts';
import { countRoute, takeRoutes, watchRoutes } from '../inventory/routes.ts';
import { enforceDecisions, turnAway, turnAwayUser } from './door.ts';
import { enforce } from './enforcement.ts';
import { probeContext } from './probe.ts';

const most = 10_000;
enforce({
  configuration: defaultConfiguration,
  policy: createPolicy(defaultConfiguration),
  report: () => undefined,
});

const end = new Date(Date.now() + 86_400_000).toISOString();
const decide = (
  count: number,
  kind: Decision['actor']['kind'],
  valueOf: (index: number) => string,
): Decision[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${kind} ${index}`,
    action: 'block',
    actor: { kind, value: valueOf(index) },
    end,
    includesCritical: false,
  }));
const pair = (index: number): string => `${index >> 8}.${index & 255}`;
const addresses = decide(most, 'address', (index) => `100.1.${pair(index)}`);
const networks = decide(most, 'network', (index) => `101.${pair(index)}.0/${20 + (index % 9)}`);
const users = decide(most, 'user', (index) => `user ${index}`);
const tables: Readonly<Record<string, Decision[]>> = {
  'no decisions': [],
  '10,000 addresses': addresses,
  '10,000 networks': networks,
  '10,000 users': users,
  '10,000 of each': [...addresses, ...networks, ...users],
};

const request = {
  ...probeContext(''),
  req: { method: 'GET', socket: { remoteAddress: '203.0.113.9' }, headers: {} },
} as unknown as RequestContext & { req: IncomingMessage };
const somebody = { id: 'ada' };

for (const [name, decisions] of Object.entries(tables)) {
  group(`an honest request, ${name}`, () => {
    bench('at the door', () => {
      enforceOnce(decisions);
      do_not_optimize(turnAway(request));
    });
    bench('once it is known who signed in', () => {
      enforceOnce(decisions);
      do_not_optimize(turnAwayUser(request, somebody));
    });
  });
}

let enforced: Decision[] | undefined;
function enforceOnce(decisions: Decision[]): void {
  if (enforced === decisions) return;
  enforced = decisions;
  enforceDecisions(decisions);
}

watchRoutes();
const routes = Array.from({ length: 500 }, (_, index) => ({
  ...request,
  route: `/routes/${index}/:id`,
}));
let turn = 0;

group('inventory, 500 routes', () => {
  bench('an answered request is counted', () => {
    turn = (turn + 1) % routes.length;
    countRoute(routes[turn] as RequestContext);
  });
  bench('all are told, once a heartbeat', () => do_not_optimize(takeRoutes()));
});

await run();
