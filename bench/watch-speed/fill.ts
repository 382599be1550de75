import pg from 'pg';
import { caseScope } from '../../packages/watch/src/ingest/case-finding.ts';
import { eventRow } from '../../packages/watch/src/ingest/event-row.ts';
import { storeDelivery } from '../../packages/watch/src/ingest/store-delivery.ts';
import { demoFindings } from '../../packages/watch/src/demo/demo-findings.ts';
import { rollUp } from '../../packages/watch/src/jobs/rollup.ts';
import { createApiToken, createIngestToken } from '../../packages/watch/src/people/tokens.ts';
import { openStore } from '../../packages/watch/src/store/open-store.ts';
import { Partitions } from '../../packages/watch/src/store/partitions.ts';
import type { Store } from '../../packages/watch/src/store/schema.ts';
import { reckonRisk } from '../../packages/watch/src/users/reckon-risk.ts';
import { withUsers } from './with-users.ts';

const apps = ['shop', 'billing', 'search', 'admin'] as const;
const days = 30;
const dayMs = 86_400_000;
const rowsAtOnce = 2_000;

export interface Filled {
  readonly apiToken: string;
  readonly ingestTokens: readonly string[];
  readonly seconds: number;
}

/** Fills a store through the code that takes deliveries in; says what may then ask and deliver. */
export async function fill(directory: string, events: number): Promise<Filled> {
  const open = await openStore({ directory });
  try {
    const started = performance.now();
    const partitions = new Partitions(open.store);
    for (const [index, app] of apps.entries()) {
      await fillApp(open.store, partitions, app, index, Math.ceil(events / apps.length));
    }
    // As it is once a server has been up for a while.
    await rollUp(open.store);
    await reckonRisk(open.store);
    const client = new pg.Client(open.connection);
    await client.connect();
    await client.query('vacuum analyze');
    await client.end();
    const seconds = (performance.now() - started) / 1_000;
    return { ...(await tokens(open.store)), seconds };
  } finally {
    await open.close();
  }
}

async function fillApp(
  store: Store,
  partitions: Partitions,
  app: string,
  seed: number,
  events: number,
): Promise<void> {
  const scope = { ...(await caseScope(store, app)), environment: 'production' };
  const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const from = new Date(to.getTime() - days * dayMs);
  const { environment } = scope;
  const instances = [`${app}-1`, `${app}-2`, `${app}-3`];
  const now = new Date();
  let rows: ReturnType<typeof eventRow>[] = [];
  for (const hour of demoFindings({ seed, events, from, to, app, environment, instances })) {
    rows.push(...hour.map((finding) => eventRow(withUsers(finding), scope, now)));
    while (rows.length >= rowsAtOnce) {
      const some = rows.slice(0, rowsAtOnce);
      rows = rows.slice(rowsAtOnce);
      await storeDelivery(store, partitions, scope, { rows: some, heartbeats: [] });
    }
  }
  await storeDelivery(store, partitions, scope, { rows, heartbeats: [] });
}

async function tokens(store: Store): Promise<Omit<Filled, 'seconds'>> {
  const owner = { name: 'bench', createdBy: undefined };
  const expiresAt = new Date(Date.now() + dayMs);
  const api = await createApiToken(store, { role: 'owner', expiresAt }, owner);
  const found = await store.selectFrom('apps').select('id').orderBy('name').execute();
  const ingestTokens: string[] = [];
  for (const { id } of found) {
    const scope = { appId: id, environment: 'production' };
    ingestTokens.push((await createIngestToken(store, scope, owner)).token);
  }
  return { apiToken: api.token, ingestTokens };
}
