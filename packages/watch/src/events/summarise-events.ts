import { sql } from 'kysely';
import type { Store } from '../store/schema.ts';
import type { SearchPlan } from './plan-search.ts';
import { columnOf, joined, type Sql } from './query/compile.ts';
import { type Field, fieldNamed } from './query/fields.ts';
import { hourMs, walkEvents } from './walk-events.ts';

/** Fields whose most frequent values are told beside a search. */
export const facetNames = ['detection', 'route', 'address', 'country', 'asn', 'user'] as const;
export type FacetName = (typeof facetNames)[number];

const mostValues = 8;
const patienceMs = 120;
const defaultHours = 168;
const mostHours = 744;

interface Facet {
  readonly field: FacetName;
  readonly values: readonly { readonly value: string; readonly events: number }[];
  /** Set where not the whole window is counted. */
  readonly countedBackTo?: Date;
}

/** What fits a search within a window: when it happened, and its most frequent values. */
export interface EventSummary {
  readonly from: Date;
  readonly until: Date;
  readonly hours: readonly {
    readonly hour: Date;
    readonly blocked: number;
    readonly logged: number;
  }[];
  readonly countedBackTo?: Date;
  readonly facets: readonly Facet[];
}

type Counts = Map<string, number>;

/** Groups by field, and by hour; hours by whether it was blocked. */
class Tally {
  readonly facets = new Map<FacetName, Counts>(facetNames.map((name) => [name, new Map()]));
  readonly hours = new Map<number, { blocked: number; logged: number }>();

  add({ hour, is_blocked, events, ...values }: Group): void {
    if (hour !== null) {
      const found = this.hours.get(Number(hour)) ?? { blocked: 0, logged: 0 };
      found[is_blocked === true ? 'blocked' : 'logged'] += events;
      this.hours.set(Number(hour), found);
      return;
    }
    for (const name of facetNames) {
      const value = values[name];
      const counts = this.facets.get(name);
      if (typeof value === 'string' && value !== '') {
        counts?.set(value, (counts.get(value) ?? 0) + events);
      }
    }
  }
}

type Group = {
  readonly hour: Date | null;
  readonly is_blocked: boolean | null;
  readonly events: number;
} & { readonly [Name in FacetName]?: string | null };

/**
 * Counts what fits. Where the hourly counts know everything that is asked they answer for the whole
 * window; the rest is counted from the latest events back, for as long as an answer may take.
 */
export async function summariseEvents(
  store: Store,
  plan: SearchPlan,
  now: number = Date.now(),
): Promise<EventSummary> {
  const { from, until } = windowOf(plan, now);
  const counted = await countEvents(store, { ...plan, from, until });
  const whole = plan.isCountedByHours ? await countHours(store, plan, from, until) : undefined;
  const hours = [...(whole ?? counted.tally).hours].toSorted(([a], [b]) => a - b);
  return {
    from,
    until,
    hours: hours.map(([hour, counts]) => ({ hour: new Date(hour), ...counts })),
    ...(whole === undefined && counted.backTo && { countedBackTo: counted.backTo }),
    facets: facetNames.map((field) => {
      const isWhole = whole !== undefined && fieldNamed(field)?.isInHours === true;
      const counts = (isWhole ? whole : counted.tally).facets.get(field) ?? new Map();
      const isCut = !isWhole && counted.backTo !== undefined;
      return { field, values: top(counts), ...(isCut && { countedBackTo: counted.backTo }) };
    }),
  };
}

/** A week when the search names no beginning, and never more than 31 days. */
function windowOf(plan: SearchPlan, now: number): { from: Date; until: Date } {
  const until = Math.ceil(Number(plan.until ?? now) / hourMs) * hourMs;
  const from = Number(plan.from ?? until - defaultHours * hourMs);
  const earliest = Math.max(from, until - mostHours * hourMs);
  return {
    from: new Date(Math.floor(earliest / hourMs) * hourMs),
    until: plan.until ?? new Date(until),
  };
}

function top(counts: Counts): { value: string; events: number }[] {
  return [...counts]
    .toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1))
    .slice(0, mostValues)
    .map(([value, events]) => ({ value, events }));
}

async function countHours(
  store: Store,
  { hours }: SearchPlan,
  from: Date,
  until: Date,
): Promise<Tally> {
  const where = joined(
    [hours, sql<boolean>`hour >= ${from}`, sql<boolean>`hour < ${until}`],
    'and',
  );
  const { rows } = await sql<Group>`
    with cells as (
      select hour, disposition = 'blocked' as is_blocked, detection, route, events from event_hours where ${where}
      union all
      select hour, disposition = 'blocked', detection, route, events from rollup_pending where ${where}
    )
    select hour, is_blocked, detection, route, sum(events)::float8 as events
    from cells group by grouping sets ((hour, is_blocked), (detection), (route))`.execute(store);
  return tallied(new Tally(), rows);
}

function tallied(tally: Tally, groups: readonly Group[]): Tally {
  for (const group of groups) tally.add(group);
  return tally;
}

interface Counted {
  readonly tally: Tally;
  readonly backTo: Date | undefined;
}

async function countEvents(store: Store, plan: SearchPlan & { from: Date }): Promise<Counted> {
  const deadline = performance.now() + patienceMs;
  const tally = new Tally();
  let backTo: Date | undefined;
  for await (const { where, end } of walkEvents(store, plan, undefined)) {
    if (backTo !== undefined && performance.now() > deadline) return { tally, backTo };
    const parts = plan.fits === undefined ? [where] : [where, plan.fits];
    tallied(tally, await groupsOf(store, joined(parts, 'and')));
    backTo = end.at;
  }
  return { tally, backTo: undefined };
}

async function groupsOf(store: Store, where: Sql): Promise<readonly Group[]> {
  const { rows } = await sql<Group>`
    with fitting as materialized (
      select date_trunc('hour', at, 'UTC') as hour, disposition = 'blocked' as is_blocked, detection, route,
        coalesce(address, '') as address, country, ${columnOf(fieldNamed('asn') as Field)} as asn,
        ${columnOf(fieldNamed('user') as Field)} as user_id, count
      from events where ${where}
    )
    select hour, is_blocked, detection, route, address, country, asn, user_id as "user", sum(count)::float8 as events
    from fitting group by grouping sets ((hour, is_blocked), (detection), (route), (address), (country), (asn), (user_id))`.execute(
    store,
  );
  return rows;
}
