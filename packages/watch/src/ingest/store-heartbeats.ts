import type { Heartbeat, Inventory } from '@castellan/core';
import type { IngestScope } from '../people/tokens.ts';
import { storableJson, storableText } from '../store/storable.ts';
import type { StoredInventory } from '../store/inventory-schema.ts';
import type { StoreTransaction } from '../store/schema.ts';

/** Keeps the latest sign of life of each instance; true when there was any. */
export async function storeHeartbeats(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  heartbeats: readonly Heartbeat[],
): Promise<boolean> {
  const latest = new Map<string, Heartbeat>();
  for (const heartbeat of heartbeats) latest.set(heartbeat.instance, heartbeat);
  if (latest.size === 0) return false;
  const now = new Date();
  await transaction
    .insertInto('instances')
    .values(
      [...latest.values()].map((heartbeat) => ({
        app_id: appId,
        environment,
        instance: storableText(heartbeat.instance),
        // Time of arrival: whether a process lives is judged by one clock.
        first_seen: now,
        seen_at: now,
        node_version: storableText(heartbeat.nodeVersion),
        guard_version: storableText(heartbeat.guardVersion),
        coverage: storableJson(heartbeat.coverage),
        counters: storableJson(heartbeat.counters),
        exceptions: storableJson(heartbeat.exceptions ?? []),
        inventory: heartbeat.inventory ? storableJson(whatStays(heartbeat.inventory)) : null,
        packages_digest: digestOf(heartbeat),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['app_id', 'environment', 'instance']).doUpdateSet((update) => ({
        seen_at: update.ref('excluded.seen_at'),
        node_version: update.ref('excluded.node_version'),
        guard_version: update.ref('excluded.guard_version'),
        coverage: update.ref('excluded.coverage'),
        counters: update.ref('excluded.counters'),
        exceptions: update.ref('excluded.exceptions'),
        inventory: update.ref('excluded.inventory'),
        packages_digest: update.ref('excluded.packages_digest'),
      })),
    )
    .execute();
  return true;
}

function digestOf({ inventory }: Heartbeat): string | null {
  const digest = inventory?.packagesDigest;
  return digest === undefined ? null : storableText(digest);
}

/** Packages, routes and hosts have tables of their own. */
function whatStays(inventory: Inventory): StoredInventory {
  const { packages: _, packagesDigest: _d, routes: _r, outbound: _o, ...rest } = inventory;
  return rest;
}
