import { type Coverage, severities, type Severity } from '@castellan/core';
import { sql } from 'kysely';
import type { StoredInventory } from '../store/inventory-schema.ts';
import type { Store } from '../store/schema.ts';
import { goneAfterSeconds } from '../words/gone-after.ts';
import { type InventoryFilter, narrowed } from './inventory-filter.ts';

/** One app in one environment, as its processes of the last seven days told it. */
export interface EnvironmentRow {
  readonly app_id: string;
  readonly app: string;
  readonly environment: string;
  readonly live: number;
  readonly silent: number;
  readonly hosts: number;
  /** Of the processes that live, or of the last one. */
  readonly node_versions: readonly string[];
  readonly guard_versions: readonly string[];
  readonly seen_at: Date;
  /** Of the process that was seen last. */
  readonly coverage: readonly Coverage[];
  readonly inventory: StoredInventory | null;
  readonly open_incidents: number;
  readonly worst_incident: Severity | null;
  readonly packages: number;
  readonly vulnerable: number;
  readonly worst_advisory: Severity | null;
}

/** Apps by environment, in the order of their names. */
export async function listEnvironments(
  store: Store,
  filter: InventoryFilter,
): Promise<readonly EnvironmentRow[]> {
  const { rows } = await sql<Omit<EnvironmentRow, 'worst_incident' | 'worst_advisory'> & Ranks>`
    with recent as (
      select i.*, i.seen_at > now() - make_interval(secs => ${goneAfterSeconds}) as is_live,
        row_number() over (partition by i.app_id, i.environment order by i.seen_at desc, i.instance) as place
      from instances i where i.seen_at > now() - interval '7 days' and ${narrowed('i', filter)}
    ), grouped as (
      select app_id, environment, count(*) filter (where is_live)::int as live,
        count(*) filter (where not is_live and seen_at > now() - interval '1 day')::int as silent,
        count(distinct inventory->>'host') filter (where is_live or place = 1)::int as hosts,
        array_agg(distinct node_version) filter (where is_live or place = 1) as node_versions,
        array_agg(distinct guard_version) filter (where is_live or place = 1) as guard_versions,
        max(seen_at) as seen_at
      from recent group by 1, 2
    )
    select g.*, a.name as app, n.coverage, n.inventory,
      coalesce(i.count, 0)::int as open_incidents, i.rank as incident_rank,
      coalesce(p.count, 0)::int as packages, coalesce(v.count, 0)::int as vulnerable, v.rank as advisory_rank
    from grouped g
    join apps a on a.id = g.app_id
    join recent n on n.app_id = g.app_id and n.environment = g.environment and n.place = 1
    left join (select app_id, environment, count(*) as count, min(severity_rank) as rank
      from incidents where status = 'open' and outcome = 'attack' and drill_id is null group by 1, 2) i on i.app_id = g.app_id and i.environment = g.environment
    left join (select app_id, environment, count(*) as count from loaded_packages group by 1, 2) p on p.app_id = g.app_id and p.environment = g.environment
    left join (select app_id, environment, count(distinct (name, version)) as count, min(severity_rank) as rank
      from loaded_advisories where not is_dismissed group by 1, 2) v on v.app_id = g.app_id and v.environment = g.environment
    where ${filter.text ?? null}::text is null or strpos(lower(a.name), lower(${filter.text ?? null})) > 0
    order by a.name, g.environment limit 1000`.execute(store);
  return rows.map(({ incident_rank, advisory_rank, ...row }) => ({
    ...row,
    worst_incident: severityAt(incident_rank),
    worst_advisory: severityAt(advisory_rank),
  }));
}

interface Ranks {
  readonly incident_rank: number | null;
  readonly advisory_rank: number | null;
}

/** Ranks as the store keeps them: 0 is the worst. */
function severityAt(rank: number | null): Severity | null {
  return rank === null ? null : (severities[rank] ?? null);
}
