import { severities } from '@castellan/core';
import { type RawBuilder, sql } from 'kysely';
import { networkOfSql } from '../store/network-sql.ts';
import type { Store } from '../store/schema.ts';
import type { Countable, Grouping, PlaybookRule } from './rule.ts';

/** What one actor did within the window. */
export interface ActorCount {
  readonly key: string;
  readonly events: number;
  readonly detections: readonly string[];
  readonly routes: number;
  readonly addresses: number;
  readonly appIds: readonly string[];
  readonly incidents: number;
}

/** The most that one look reads: what is beyond it is more of the same attack. */
export const mostIncidents = 20_000;
const mostEvents = 20_000;
const mostActors = 500;

/**
 * Who did at least what the rule says since a time. Incidents are looked through by time, and only of
 * those actors whose incidents could be enough are events counted, by the index of their incidents.
 */
export async function findActors(
  store: Store,
  rule: PlaybookRule,
  since: Date,
): Promise<readonly ActorCount[]> {
  const found = isOfIncidents(rule) ? byIncidents(rule, since) : byEvents(rule, since);
  const { rows } = await found.execute(store);
  return rows;
}

/** Users and tokens are told by events alone; of addresses the incidents say which events to read. */
function byEvents(rule: PlaybookRule, since: Date): RawBuilder<ActorCount> {
  return isOfAddress(rule.by) ? countByAddress(rule, since) : countByFinding(rule, since);
}

function countByAddress(rule: PlaybookRule, since: Date): RawBuilder<ActorCount> {
  const least = rule.counts === 'events' ? rule.threshold : 1;
  return sql<ActorCount>`
    with touched as (${touched(rule, since)}),
    groups as (
      select ${keyOf(rule.by)} as key, array_agg(i.id) as ids from touched i
      group by 1 having sum(i.events) >= ${least})
    select g.key, c.*, 0 as incidents from groups g cross join lateral (
      select ${measures} from (
        select e.count, e.detection, e.route, e.address, e.app_id from events e
        where e.incident_id = any(g.ids) and e.at >= ${since} and ${eventFilter(rule)}
        limit ${mostEvents}) e) c
    where ${measureOf(rule.counts)} >= ${rule.threshold} limit ${mostActors}`;
}

function countByFinding(rule: PlaybookRule, since: Date): RawBuilder<ActorCount> {
  return sql<ActorCount>`
    with touched as (${touched(rule, since)}),
    c as (
      select key, ${measures} from (
        select ${findingKey(rule.by)} as key, e.count, e.detection, e.route, e.address, e.app_id from events e
        where e.incident_id in (select id from touched) and e.at >= ${since} and ${eventFilter(rule)}
        limit ${mostEvents}) e
      where key is not null group by key)
    select c.*, 0 as incidents from c where ${measureOf(rule.counts)} >= ${rule.threshold} limit ${mostActors}`;
}

function byIncidents(rule: PlaybookRule, since: Date): RawBuilder<ActorCount> {
  return sql<ActorCount>`
    with touched as (${touched(rule, since)})
    select ${keyOf(rule.by)} as key, sum(i.events)::float8 as events, array_agg(distinct i.detection) as detections,
      count(distinct i.route)::int as routes, count(distinct i.actor)::int as addresses,
      array_agg(distinct i.app_id) as "appIds", count(*)::int as incidents
    from touched i where i.first_seen >= ${since} group by 1
    having count(*) >= ${rule.threshold} limit ${mostActors}`;
}

/** Incidents that the rule is about and that were active since. */
export function touched(rule: PlaybookRule, since: Date): RawBuilder<unknown> {
  const { on, by, apps, environment, detections, minSeverity, route, networks } = rule;
  const all: RawBuilder<unknown>[] = [
    sql`i.last_seen >= ${since}`,
    sql`i.app_id not in (select id from apps where is_demo)`,
    sql`i.drill_id is null`,
  ];
  if (on !== 'incident') all.push(sql`i.outcome = ${on}`);
  if (isOfAddress(by)) all.push(sql`i.actor <> ''`);
  if (apps.length > 0) all.push(sql`i.app_id = any(${apps}::uuid[])`);
  if (environment !== undefined) all.push(sql`i.environment = ${environment}`);
  if (detections.length > 0) all.push(sql`i.detection = any(${detections})`);
  if (route !== undefined) all.push(sql`i.route = ${route}`);
  all.push(sql`i.severity_rank <= ${severities.indexOf(minSeverity)}`);
  if (networks.length > 0) {
    all.push(sql`case when i.actor = '' then false
      else exists (select from unnest(${networks}::inet[]) n where i.actor::inet <<= n) end`);
  }
  all.push(...ofCountries(rule));
  return sql`
    select i.id, i.app_id, i.detection, i.route, i.actor, i.first_seen, i.last_seen, i.events, i.blocked from incidents i
    where ${sql.join(all, sql` and `)} order by i.last_seen desc limit ${mostIncidents}`;
}

/** As it was known when the incident began. */
function ofCountries({
  countries = [],
  exceptCountries = [],
}: PlaybookRule): RawBuilder<unknown>[] {
  return [
    ...(countries.length > 0 ? [sql`i.country = any(${countries})`] : []),
    ...(exceptCountries.length > 0
      ? [sql`(i.country is not null and i.country <> all(${exceptCountries}))`]
      : []),
  ];
}

const measures = sql`sum(e.count)::float8 as events, array_agg(distinct e.detection) as detections,
  count(distinct e.route)::int as routes, count(distinct e.address)::int as addresses,
  array_agg(distinct e.app_id) as "appIds"`;

function measureOf(counts: Countable): RawBuilder<unknown> {
  return counts === 'detections' ? sql`cardinality(c.detections)` : sql.ref(`c.${counts}`);
}

export function eventFilter({ disposition, minSeverity }: PlaybookRule): RawBuilder<unknown> {
  const severe = severities.slice(0, severities.indexOf(minSeverity) + 1);
  const isSevere = sql`e.severity = any(${severe})`;
  return disposition === 'any' ? isSevere : sql`${isSevere} and e.disposition = ${disposition}`;
}

export function keyOf(by: Grouping): RawBuilder<string> {
  return by === 'network' ? networkOfSql(sql`i.actor`) : sql<string>`i.actor`;
}

export function findingKey(by: Grouping): RawBuilder<string | null> {
  return by === 'user'
    ? sql<string | null>`e.user_id`
    : sql<string | null>`e.finding->'request'->>'tokenFingerprint'`;
}

export function isOfAddress(by: Grouping): boolean {
  return by === 'address' || by === 'network';
}

function isOfIncidents({ on }: PlaybookRule): boolean {
  return on === 'incident';
}
