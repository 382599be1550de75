import type { Heartbeat } from '@castellan/core';
import { sql } from 'kysely';
import { type Notice, notify } from '../live/notices.ts';
import { type DrillOf, drillsIn, isNews, noteDrills } from './drill-events.ts';
import { queueNews } from '../outbox/outbox.ts';
import type { IngestScope } from '../people/tokens.ts';
import { logForForwarding } from '../store/forward-log.ts';
import type { Partitions } from '../store/partitions.ts';
import { prepared } from '../store/prepared.ts';
import { storableJson } from '../store/storable.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { queueHours } from './queue-hours.ts';
import { queueSightings } from './queue-sightings.ts';
import { assignIncidents } from './assign-incidents.ts';
import { countAttackers } from './count-attackers.ts';
import type { EventRow } from './event-row.ts';
import { storeHeartbeats } from './store-heartbeats.ts';
import { storeInventory } from './store-inventory.ts';

export interface Delivery {
  readonly rows: readonly EventRow[];
  readonly heartbeats: readonly Heartbeat[];
}

/** How many findings were stored now, and how many had been before. */
export interface Stored {
  readonly accepted: number;
  readonly duplicates: number;
  /** A list of packages was named that nobody has sent yet. */
  readonly inventoryWanted?: true;
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
  delivery: Delivery,
): Promise<Stored> {
  const attempt = (isNew: boolean): Promise<Stored> =>
    storeOnce(store, partitions, scope, delivery, isNew);
  // Time of arrival stands in for a misdated event's own: it is told by its id alone, wherever it is.
  let isNew = !delivery.rows.some(({ isMisdated }) => isMisdated);
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(isNew);
    } catch (error) {
      if (tries === 2) throw error;
      // Another server took an empty day away since this one looked.
      if (isMissingPartition(error)) partitions.forget();
      else if (isNew && isKnownEvent(error)) isNew = false;
      else throw error;
    }
  }
}

/** `isNew`: none of the events is taken to be there. To look first is planned over every day that there is. */
async function storeOnce(
  store: Store,
  partitions: Partitions,
  scope: IngestScope,
  { rows, heartbeats }: Delivery,
  isNew: boolean,
): Promise<Stored> {
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  await partitions.ensure(unique.map(({ at }) => at));
  return store.transaction().execute(async (transaction) => {
    // One delivery per app at a time: incidents are found and made without a race.
    await sql`${prepared} select pg_advisory_xact_lock(hashtextextended(${scope.appId}, 0))`.execute(
      transaction,
    );
    const fresh = isNew ? unique : await unknown(transaction, unique);
    const notices: Notice[] = [];
    if (fresh.length > 0) {
      const drills = await drillsIn(transaction, scope.appId, fresh);
      const real = fresh.filter((row) => !drills.has(row));
      const { of, touched } = await assignIncidents(transaction, scope, fresh, drills);
      await insertEvents(transaction, scope, fresh, of, drills);
      await queueHours(transaction, scope, fresh, drills);
      await logForForwarding(
        transaction,
        'event',
        fresh.map(({ id, at }) => ({ ref: id, at })),
      );
      await countAttackers(transaction, scope, real);
      await queueSightings(transaction, scope.appId, real, of);
      await queueNews(transaction, touched.filter(isNews));
      notices.push(...(await noteDrills(transaction, scope, drills)));
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
    const inventoryWanted = await storeInventory(transaction, scope, heartbeats);
    await notify(transaction, notices);
    return {
      accepted: fresh.length,
      duplicates: rows.length - fresh.length,
      ...(inventoryWanted && { inventoryWanted }),
    };
  });
}

/** PostgreSQL reports it as a violated check on the parent. */
function isMissingPartition(error: unknown): boolean {
  const { code, table } = error as { code?: unknown; table?: unknown };
  return code === '23514' && table === 'events';
}

/** An event of the delivery is there: it violates the key of its day. */
function isKnownEvent(error: unknown): boolean {
  const { code, table } = error as { code?: unknown; table?: unknown };
  return code === '23505' && typeof table === 'string' && table.startsWith('events_');
}

/** Those of the rows that are not there yet. */
async function unknown(
  transaction: StoreTransaction,
  rows: readonly EventRow[],
): Promise<readonly EventRow[]> {
  const known = await knownIds(transaction, rows);
  return rows.filter(({ id }) => !known.has(id));
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

/**
 * Columns go over as one JSON text and findings as lines of another: measured at a third of the cost
 * of arrays, whose every element is escaped, and without reading a finding twice.
 */
async function insertEvents(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  rows: readonly EventRow[],
  incidentOf: ReadonlyMap<EventRow, string>,
  drills: DrillOf,
): Promise<void> {
  const columns = rows.map((row) => ({
    at: row.at,
    id: row.id,
    instance: row.finding.instance,
    detection: row.finding.detection,
    outcome: row.finding.outcome,
    severity: row.finding.severity,
    disposition: row.finding.disposition,
    route: row.route,
    address: row.address,
    user_id: row.userId,
    count: row.count,
    bytes: row.bytes,
    is_misdated: row.isMisdated,
    country: row.whereabouts.country,
    asn: row.whereabouts.asn,
    drill_id: drills.get(row)?.id,
  }));
  const incidents = rows.map((row) => incidentOf.get(row));
  await sql`${prepared}
    insert into events (app_id, environment, at, id, instance, detection, outcome, severity, disposition,
      route, address, user_id, count, bytes, is_misdated, country, asn, drill_id, incident_id, finding)
    select ${appId}::uuid, ${environment}, at, id, instance, detection, outcome, severity, disposition,
      route, address, user_id, count, bytes, is_misdated, country, asn, drill_id, incident_id::uuid, finding::json
    from rows from (
      json_to_recordset(${storableJson(columns)}::json) as (
        at timestamptz, id uuid, instance text, detection text, outcome text, severity text, disposition text,
        route text, address text, user_id text, count int, bytes int, is_misdated boolean,
        country text, asn bigint, drill_id uuid),
      string_to_table(${incidents.join('\n')}, E'\\n'),
      string_to_table(${rows.map(({ json }) => json).join('\n')}, E'\\n')
    ) as n (at, id, instance, detection, outcome, severity, disposition, route, address, user_id, count, bytes,
      is_misdated, country, asn, drill_id, incident_id, finding)`.execute(transaction);
}
