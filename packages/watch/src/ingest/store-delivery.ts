import type { Heartbeat } from '@castellan/core';
import { sql } from 'kysely';
import { type Notice, notify } from '../live/notices.ts';
import type { IngestScope } from '../people/tokens.ts';
import type { Partitions } from '../store/partitions.ts';
import { storableText } from '../store/storable.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { assignIncidents } from './assign-incidents.ts';
import { countAttackers } from './count-attackers.ts';
import type { EventRow } from './event-row.ts';
import { storeHeartbeats } from './store-heartbeats.ts';

export interface Delivery {
  readonly rows: readonly EventRow[];
  readonly heartbeats: readonly Heartbeat[];
}

/** How many findings were stored now, and how many had been before. */
export interface Stored {
  readonly accepted: number;
  readonly duplicates: number;
}

/**
 * Stores a delivery in one transaction: when this resolves it is durable whole, and when it rejects
 * nothing of it is there. An event that is there already changes nothing, so that a sender who heard
 * no answer may send again.
 */
export async function storeDelivery(
  store: Store,
  partitions: Partitions,
  scope: IngestScope,
  { rows, heartbeats }: Delivery,
): Promise<Stored> {
  try {
    return await storeOnce(store, partitions, scope, { rows, heartbeats });
  } catch (error) {
    if (!isMissingPartition(error)) throw error;
    // Another server took an empty day away since this one looked.
    partitions.forget();
    return storeOnce(store, partitions, scope, { rows, heartbeats });
  }
}

async function storeOnce(
  store: Store,
  partitions: Partitions,
  scope: IngestScope,
  { rows, heartbeats }: Delivery,
): Promise<Stored> {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  await partitions.ensure(unique.map(({ at }) => at));
  return store.transaction().execute(async (transaction) => {
    // One delivery per app at a time: incidents are found and made without a race.
    await sql`select pg_advisory_xact_lock(hashtextextended(${scope.appId}, 0))`.execute(
      transaction,
    );
    const known = await knownIds(transaction, unique);
    const fresh = unique.filter(({ id }) => !known.has(id));
    const notices: Notice[] = [];
    if (fresh.length > 0) {
      const { of, touched } = await assignIncidents(transaction, scope, fresh);
      await insertEvents(transaction, scope, fresh, of);
      await countAttackers(transaction, scope, fresh);
      await queueRollup(transaction, scope, fresh);
      notices.push(
        ...touched.map(({ id, isNew }) => ({
          type: 'incident' as const,
          id,
          appId: scope.appId,
          isNew,
        })),
      );
    }
    if (await storeHeartbeats(transaction, scope, heartbeats)) {
      notices.push({ type: 'heartbeat', appId: scope.appId, environment: scope.environment });
    }
    await notify(transaction, notices);
    return { accepted: fresh.length, duplicates: rows.length - fresh.length };
  });
}

/** PostgreSQL reports it as a violated check on the parent. */
function isMissingPartition(error: unknown): boolean {
  const { code, table } = error as { code?: unknown; table?: unknown };
  return code === '23514' && table === 'events';
}

async function knownIds(
  transaction: StoreTransaction,
  rows: readonly EventRow[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const dated = rows.filter(({ isMisdated }) => !isMisdated);
  const misdated = rows.filter(({ isMisdated }) => isMisdated);
  const { rows: found } = await sql<{ id: string }>`
    select e.id from unnest(${dated.map(({ at }) => at)}::timestamptz[], ${dated.map(({ id }) => id)}::uuid[]) as n (at, id)
      join events e on e.at = n.at and e.id = n.id
    union all
    select id from events where is_misdated and id = any(${misdated.map(({ id }) => id)}::uuid[])`.execute(
    transaction,
  );
  return new Set(found.map(({ id }) => id));
}

async function insertEvents(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  rows: readonly EventRow[],
  incidentOf: ReadonlyMap<EventRow, string>,
): Promise<void> {
  const column = <Value>(read: (row: EventRow) => Value): Value[] => rows.map(read);
  await sql`
    insert into events (app_id, environment, at, id, instance, detection, outcome, severity, disposition,
      route, address, count, bytes, incident_id, is_misdated, finding)
    select ${appId}::uuid, ${environment}, * from unnest(
      ${column(({ at }) => at)}::timestamptz[],
      ${column(({ id }) => id)}::uuid[],
      ${column(({ finding }) => storableText(finding.instance))}::text[],
      ${column(({ finding }) => storableText(finding.detection))}::text[],
      ${column(({ finding }) => finding.outcome)}::text[],
      ${column(({ finding }) => finding.severity)}::text[],
      ${column(({ finding }) => finding.disposition)}::text[],
      ${column(({ route }) => storableText(route))}::text[],
      ${column(({ address }) => address ?? null)}::text[],
      ${column(({ finding }) => Math.min(finding.count, 2_147_483_647))}::int[],
      ${column(({ json }) => Buffer.byteLength(json))}::int[],
      ${column((row) => incidentOf.get(row) ?? null)}::uuid[],
      ${column(({ isMisdated }) => isMisdated)}::boolean[],
      ${column(({ json }) => json)}::jsonb[])
    on conflict do nothing`.execute(transaction);
}

/** What the rollup adds to hours and days later, so that hot rows are not fought over here. */
async function queueRollup(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  rows: readonly EventRow[],
): Promise<void> {
  const column = <Value>(read: (row: EventRow) => Value): Value[] => rows.map(read);
  await sql`
    insert into rollup_pending (app_id, environment, hour, detection, disposition, severity, route, events, stored, bytes)
    select ${appId}::uuid, ${environment}, date_trunc('hour', at, 'UTC'), detection, disposition, severity, route,
      sum(count), count(*), sum(bytes)
    from unnest(
      ${column(({ at }) => at)}::timestamptz[],
      ${column(({ finding }) => storableText(finding.detection))}::text[],
      ${column(({ finding }) => finding.disposition)}::text[],
      ${column(({ finding }) => finding.severity)}::text[],
      ${column(({ route }) => storableText(route))}::text[],
      ${column(({ finding }) => finding.count)}::bigint[],
      ${column(({ json }) => Buffer.byteLength(json))}::bigint[])
      as n (at, detection, disposition, severity, route, count, bytes)
    group by 3, 4, 5, 6, 7`.execute(transaction);
}
