import { sql } from 'kysely';
import { goneAfterSeconds } from '../words/gone-after.ts';
import type { Store } from '../store/schema.ts';
import { holds, type InventoryFilter, narrowed } from './inventory-filter.ts';

/** One guarded process of the last seven days, with the machine that it runs on. */
export interface HostProcessRow {
  /** Null where the operator does not let guard tell it. */
  readonly host: string | null;
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
  readonly platform: string | null;
  readonly start_mode: string | null;
  readonly started_at: string | null;
  readonly node_version: string;
  readonly guard_version: string;
  readonly seen_at: Date;
  readonly is_live: boolean;
}

/** Processes by machine, those that live first. */
export async function listHostProcesses(
  store: Store,
  filter: InventoryFilter,
): Promise<readonly HostProcessRow[]> {
  const { rows } = await sql<HostProcessRow>`
    select i.inventory->>'host' as host, i.app_id, a.name as app, i.environment, i.instance,
      i.inventory->>'platform' as platform, i.inventory->>'startMode' as start_mode,
      i.inventory->>'startedAt' as started_at, i.node_version, i.guard_version, i.seen_at,
      i.seen_at > now() - make_interval(secs => ${goneAfterSeconds}) as is_live
    from instances i join apps a on a.id = i.app_id
    where i.seen_at > now() - interval '7 days' and ${narrowed('i', filter)}
      and (${filter.text ?? null}::text is null or ${holds("coalesce(i.inventory->>'host', '')", filter.text)})
    order by host nulls last, is_live desc, i.seen_at desc limit 1000`.execute(store);
  return rows;
}
