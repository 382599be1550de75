import type { Heartbeat, Inventory } from '@castellan/core';
import { sql } from 'kysely';
import type { IngestScope } from '../people/tokens.ts';
import { storableJson, storableText } from '../store/storable.ts';
import type { StoreTransaction } from '../store/schema.ts';

/** The most that is kept of one app in one environment; what comes after is not. */
const inventoryLimits = {
  packages: 10_000,
  routes: 2_000,
  outbound: 2_000,
  lists: 50,
} as const;

/** How long a list of packages is taken for seen before it is written down again. */
const touchMinutes = 10;

/**
 * Adds what heartbeats tell of packages, routes and hosts. Packages are written when a list is new
 * and once in a while after, so that a sign of life costs no more than a look.
 *
 * @returns true when a list is named that nobody has sent yet.
 */
export async function storeInventory(
  transaction: StoreTransaction,
  scope: IngestScope,
  heartbeats: readonly Heartbeat[],
): Promise<boolean> {
  const inventories = heartbeats.flatMap(({ inventory }) => inventory ?? []);
  if (inventories.length === 0) return false;
  await addRoutes(transaction, scope, inventories);
  await addOutbound(transaction, scope, inventories);
  return storeLists(transaction, scope, inventories);
}

async function storeLists(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  inventories: readonly Inventory[],
): Promise<boolean> {
  const told = new Map<string, Inventory['packages']>();
  for (const { packagesDigest: digest, packages } of inventories) {
    if (digest !== undefined) told.set(storableText(digest), packages ?? told.get(digest));
  }
  if (told.size === 0) return false;
  const { rows } = await sql<{ digest: string; is_due: boolean }>`
    select digest, touched_at < now() - make_interval(mins => ${touchMinutes}) as is_due from package_lists
    where app_id = ${appId} and environment = ${environment} and digest = any(${[...told.keys()]}::text[])`.execute(
    transaction,
  );
  const due = new Map(rows.map((row) => [row.digest, row.is_due]));
  let isWanted = false;
  for (const [digest, packages] of told) {
    if (due.get(digest) === true) await touchList(transaction, appId, environment, digest);
    if (due.has(digest)) continue;
    if (packages === undefined) isWanted = true;
    else {
      const list = storableJson(packages);
      await sql`insert into package_lists (app_id, environment, digest, touched_at, packages)
        values (${appId}, ${environment}, ${digest}, now(), ${list}::jsonb)`.execute(transaction);
      await touchList(transaction, appId, environment, digest);
      await sql`delete from package_lists where app_id = ${appId} and environment = ${environment}
        and digest not in (select digest from package_lists where app_id = ${appId} and environment = ${environment}
          order by touched_at desc, digest limit ${inventoryLimits.lists})`.execute(transaction);
    }
  }
  return isWanted;
}

/** Every package of the list was seen now. */
async function touchList(
  transaction: StoreTransaction,
  appId: string,
  environment: string,
  digest: string,
): Promise<void> {
  await sql`
    with given as (
      update package_lists set touched_at = now()
      where app_id = ${appId} and environment = ${environment} and digest = ${digest}
      returning packages
    ), listed as (
      select distinct on (n.name, n.version) n.*
      from given, jsonb_to_recordset(given.packages) as n (name text, version text, place text)
    ), known as (
      update app_packages p set last_seen = now() from listed n
      where p.app_id = ${appId} and p.environment = ${environment} and p.name = n.name and p.version = n.version
      returning p.name, p.version
    )
    insert into app_packages (app_id, environment, name, version, place, first_seen, last_seen)
    select ${appId}, ${environment}, n.name, n.version, n.place, now(), now() from listed n
    where not exists (select from known k where k.name = n.name and k.version = n.version)
    limit (select greatest(0, ${inventoryLimits.packages} - count(*)) from app_packages
      where app_id = ${appId} and environment = ${environment})
    on conflict do nothing`.execute(transaction);
}

async function addRoutes(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  inventories: readonly Inventory[],
): Promise<void> {
  const routes = inventories.flatMap((one) => one.routes);
  if (routes.length === 0) return;
  await sql`
    with given as (
      select method, pattern, sum(count)::bigint as count, (array_agg(coalesce(modes, '{}')))[1] as modes
      from jsonb_to_recordset(${storableJson(routes)}::jsonb) as n (method text, pattern text, count bigint, modes jsonb)
      group by method, pattern
    ), known as (
      update app_routes r set requests = r.requests + n.count, last_seen = now(), modes = n.modes from given n
      where r.app_id = ${appId} and r.environment = ${environment} and r.method = n.method and r.pattern = n.pattern
      returning r.method, r.pattern
    )
    insert into app_routes (app_id, environment, method, pattern, first_seen, last_seen, requests, modes)
    select ${appId}, ${environment}, n.method, n.pattern, now(), now(), n.count, n.modes from given n
    where not exists (select from known k where k.method = n.method and k.pattern = n.pattern)
    limit (select greatest(0, ${inventoryLimits.routes} - count(*)) from app_routes
      where app_id = ${appId} and environment = ${environment})
    on conflict do nothing`.execute(transaction);
}

async function addOutbound(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  inventories: readonly Inventory[],
): Promise<void> {
  const outbound = inventories.flatMap((one) => one.outbound);
  if (outbound.length === 0) return;
  await sql`
    with given as (
      select host, least(port, 65535)::int as port, library, sum(count)::bigint as count
      from jsonb_to_recordset(${storableJson(outbound)}::jsonb) as n (host text, port bigint, library text, count bigint)
      group by 1, 2, 3
    ), known as (
      update app_outbound o set calls = o.calls + n.count, last_seen = now() from given n
      where o.app_id = ${appId} and o.environment = ${environment}
        and o.host = n.host and o.port = n.port and o.library = n.library
      returning o.host, o.port, o.library
    )
    insert into app_outbound (app_id, environment, host, port, library, first_seen, last_seen, calls)
    select ${appId}, ${environment}, n.host, n.port, n.library, now(), now(), n.count from given n
    where not exists (select from known k where k.host = n.host and k.port = n.port and k.library = n.library)
    limit (select greatest(0, ${inventoryLimits.outbound} - count(*)) from app_outbound
      where app_id = ${appId} and environment = ${environment})
    on conflict do nothing`.execute(transaction);
}
