import type { Coverage } from '@castellan/core';
import { sql } from 'kysely';
import { goneAfterSeconds } from '../words/gone-after.ts';
import type { Store } from '../store/schema.ts';
import { type InventoryFilter, narrowed } from './inventory-filter.ts';

/** A library as the processes of one app and environment told of it, with how many of them. */
export interface LibraryRow {
  readonly app_id: string;
  readonly environment: string;
  readonly library: string;
  readonly version: string;
  readonly layer: Coverage['layer'];
  readonly status: Coverage['status'];
  readonly cause: string | null;
  readonly processes: number;
}

/**
 * What guard covers in the processes that live, and in the last one of each app and environment
 * where none does.
 */
export async function listLibraries(
  store: Store,
  filter: InventoryFilter,
): Promise<readonly LibraryRow[]> {
  const { rows } = await sql<LibraryRow>`
    with chosen as (
      select i.*, row_number() over (partition by i.app_id, i.environment order by i.seen_at desc, i.instance) as place
      from instances i where i.seen_at > now() - interval '7 days' and ${narrowed('i', filter)}
    )
    select c.app_id, c.environment, n.library, n.version, n.layer, n.status, n.cause, count(*)::int as processes
    from chosen c, jsonb_to_recordset(c.coverage) as n (library text, version text, layer text, status text, cause text)
    where c.seen_at > now() - make_interval(secs => ${goneAfterSeconds}) or c.place = 1
    group by 1, 2, 3, 4, 5, 6, 7
    order by n.status = 'unprotected' desc, n.library, n.version limit 5000`.execute(store);
  return rows;
}
