import { sql } from 'kysely';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import { holds, type InventoryFilter, narrowed } from './inventory-filter.ts';

/** One route that requests came to. */
export interface RouteRow {
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly method: string;
  readonly pattern: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly requests: number;
  /** Detections that have another mode here than elsewhere in the app. */
  readonly modes: Readonly<Record<string, string>>;
  /** Events of the last seven days. */
  readonly attacks: number;
}

export interface RouteFilter extends InventoryFilter {
  readonly isAttacked?: boolean | undefined;
}

/** Routes by how many requests came to them. */
export async function listRoutes(
  store: Store,
  filter: RouteFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<RouteRow>> {
  const { rows } = await sql<RouteRow & { key: string }>`
    with attacked as (
      select p.app_id, p.environment, p.route, sum(p.events)::bigint as events from event_hours p
      where p.hour > now() - interval '7 days' and p.route <> '' and ${narrowed('p', filter)} group by 1, 2, 3
    ), listed as (
      select r.*, r.method || ' ' || r.pattern as route from app_routes r
      where ${narrowed('r', filter)} and ${holds('r.pattern', filter.text)}
    ), keyed as (
      select l.*, coalesce(t.events, 0)::bigint as attacks,
        l.app_id || ' ' || l.environment || ' ' || l.route as key
      from listed l left join attacked t
        on t.app_id = l.app_id and t.environment = l.environment and t.route = l.route
    )
    select k.*, a.name as app from keyed k join apps a on a.id = k.app_id
    where (not ${filter.isAttacked === true}::boolean or k.attacks > 0)
      and (${after === undefined}::boolean or (-k.requests, k.key collate "C") > (-${after?.at.getTime() ?? 0}::bigint, ${after?.key ?? ''}))
    order by -k.requests, k.key collate "C" limit ${limit + 1}`.execute(store);
  return pageOf(rows, limit, ({ requests, key }) => ({ at: new Date(requests), key }));
}
