import { sql } from 'kysely';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import { holds, type InventoryFilter, narrowed } from './inventory-filter.ts';

/** One host that an app reached. */
export interface OutboundRow {
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly host: string;
  readonly port: number;
  readonly library: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly calls: number;
}

export interface OutboundFilter extends InventoryFilter {
  /** Only those that were first reached within a week. */
  readonly isNew?: boolean | undefined;
}

/** For how long a host counts as new. */
export const newForDays = 7;

/** Hosts that apps reached, those first reached last first. */
export async function listOutbound(
  store: Store,
  filter: OutboundFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<OutboundRow>> {
  const { rows } = await sql<OutboundRow & { key: string }>`
    with keyed as (
      select o.*, date_trunc('milliseconds', o.first_seen) as at,
        o.app_id || ' ' || o.environment || ' ' || o.host || ' ' || o.port || ' ' || o.library as key
      from app_outbound o where ${narrowed('o', filter)} and ${holds('o.host', filter.text)}
    )
    select k.*, a.name as app from keyed k join apps a on a.id = k.app_id
    where (not ${filter.isNew === true}::boolean or k.first_seen > now() - make_interval(days => ${newForDays}))
      and (${after === undefined}::boolean or k.at < ${after?.at ?? new Date(0)}
        or (k.at = ${after?.at ?? new Date(0)} and k.key collate "C" > ${after?.key ?? ''}))
    order by k.at desc, k.key collate "C" limit ${limit + 1}`.execute(store);
  return pageOf(rows, limit, ({ first_seen, key }) => ({ at: first_seen, key }));
}
