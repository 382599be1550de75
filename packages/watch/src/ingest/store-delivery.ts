import type { Heartbeat } from '@castellan/core';
import { sql } from 'kysely';
import { type Notice, notify } from '../live/notices.ts';
import { drillsIn, isNews, noteDrills } from './drill-events.ts';
import { queueNews } from '../outbox/outbox.ts';
import type { IngestScope } from '../people/tokens.ts';
import { logForForwarding } from '../store/forward-log.ts';
import type { Partitions } from '../store/partitions.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { queueHours } from './queue-hours.ts';
import { queueSightings } from './queue-sightings.ts';
import { assignIncidents } from './assign-incidents.ts';
import { insertEvents } from './insert-events.ts';
import { lockApp } from './lock-app.ts';
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
    const { isDemo, isForwarded, isTold } = await lockApp(transaction, scope.appId);
    const fresh = isNew ? unique : await unknown(transaction, unique);
    const notices: Notice[] = [];
    if (fresh.length > 0) {
      const drills = await drillsIn(transaction, scope.appId, fresh);
      const real = fresh.filter((row) => !drills.has(row));
      const { of, touched } = await assignIncidents(transaction, scope, fresh, drills, isDemo);
      await insertEvents(transaction, scope, fresh, of, drills);
      await queueHours(transaction, scope, fresh, drills);
      if (isForwarded) {
        const refs = fresh.map(({ id, at }) => ({ ref: id, at }));
        await logForForwarding(transaction, 'event', refs);
      }
      await countAttackers(transaction, scope, real);
      await queueSightings(transaction, scope.appId, real, of);
      if (isForwarded || isTold) await queueNews(transaction, touched.filter(isNews));
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
