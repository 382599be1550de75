import { severities, type Severity } from '@castellan/core';
import { sql } from 'kysely';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import type { Store } from '../store/schema.ts';
import { holds, type InventoryFilter, narrowed } from './inventory-filter.ts';

/** One version of a package of which code ran, and where. */
export interface PackageRow {
  readonly name: string;
  readonly version: string;
  readonly apps: readonly PackagePlace[];
  readonly advisories: readonly PackageAdvisory[];
}

interface PackagePlace {
  readonly appId: string;
  readonly app: string;
  readonly environment: string;
  readonly place: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

interface PackageAdvisory {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly score: number | null;
  readonly url: string;
  readonly aliases: readonly string[];
  readonly fixedIn: readonly string[];
  /** True when it is dismissed in every app that loads the package. */
  readonly isDismissed: boolean;
}

export interface PackageFilter extends InventoryFilter {
  /** Only those about which there is an advisory that nobody dismissed. */
  readonly isVulnerable?: boolean | undefined;
}

const noRank = severities.length;
const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/** Packages that are loaded now, those with the worst advisories first, then by name. */
export async function listPackages(
  store: Store,
  filter: PackageFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<PackageRow>> {
  const { rows } = await sql<PackageRow & { rank: number; key: string }>`
    with matched as (
      select p.name, p.version, p.name || '@' || p.version as key from loaded_packages p
      where ${narrowed('p', filter)} and ${holds('p.name', filter.text)} group by 1, 2
    ), risky as (
      select p.name, p.version, min(p.severity_rank) as rank from loaded_advisories p
      where not p.is_dismissed and ${narrowed('p', filter)} group by 1, 2
    ), ranked as (
      select m.*, coalesce(r.rank, ${noRank}::int) as rank from matched m left join risky r using (name, version)
    ), chosen as (
      select * from ranked r
      where (not ${filter.isVulnerable === true}::boolean or r.rank < ${noRank}::int)
        and (${after === undefined}::boolean or (r.rank, r.key collate "C") > (${after?.at.getTime() ?? 0}::int, ${after?.key ?? ''}))
      order by r.rank, r.key collate "C" limit ${limit + 1}
    )
    select c.*, a.apps, coalesce(v.advisories, '[]'::jsonb) as advisories from chosen c
    join lateral (
      select jsonb_agg(jsonb_build_object('appId', p.app_id, 'app', a.name, 'environment', p.environment, 'place', p.place,
        'firstSeen', to_char(p.first_seen at time zone 'UTC', ${isoFormat}),
        'lastSeen', to_char(p.last_seen at time zone 'UTC', ${isoFormat})) order by a.name, p.environment) as apps
      from loaded_packages p join apps a on a.id = p.app_id
      where p.name = c.name and p.version = c.version and ${narrowed('p', filter)}
    ) a on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', v.id, 'summary', v.summary, 'severity', v.severity, 'score', v.score,
        'url', v.url, 'aliases', to_jsonb(v.aliases), 'fixedIn', to_jsonb(l.fixed_in), 'isDismissed', l.is_dismissed)
        order by l.is_dismissed, v.severity_rank, v.id) as advisories
      from (select p.advisory_id, p.fixed_in, bool_and(p.is_dismissed) as is_dismissed from loaded_advisories p
        where p.name = c.name and p.version = c.version and ${narrowed('p', filter)} group by 1, 2) l
      join advisories v on v.id = l.advisory_id
    ) v on true
    order by c.rank, c.key collate "C"`.execute(store);
  return pageOf(rows, limit, ({ rank, key }) => ({ at: new Date(rank), key }));
}
