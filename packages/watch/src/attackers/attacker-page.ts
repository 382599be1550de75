import { type RawBuilder, sql } from 'kysely';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';

/** The most events that one look reads: what is older is left out, and that is told. */
const mostEvents = 5_000;
const mostValues = 50;
const mostHours = 744;
const hourMs = 3_600_000;

/** One thing of an address's events: how many there are of it, and how many of these were blocked. */
interface Counted {
  readonly value: string;
  /** Of a user, whose id says nothing without it. */
  readonly appId?: string;
  readonly events: number;
  readonly blocked: number;
}

interface HourCount {
  readonly hour: Date;
  readonly blocked: number;
  readonly logged: number;
}

/** What an address did, counted. */
export interface AttackerPage {
  /** `GET /users/:id`; empty where no framework tells the pattern. */
  readonly routes: readonly Counted[];
  readonly detections: readonly Counted[];
  readonly agents: readonly Counted[];
  readonly users: readonly Counted[];
  readonly environments: readonly Counted[];
  readonly hours: readonly HourCount[];
  /** Set where there were more events than one look reads. */
  readonly countedBackTo?: Date;
}

interface Sum {
  readonly what: keyof AttackerPage | 'all';
  readonly value: string | null;
  readonly app_id: string | null;
  readonly hour: Date | null;
  readonly events: number;
  readonly blocked: number;
  readonly stored: number;
  readonly oldest: Date;
}

/** What came from an address in apps that are seen, from the latest event back; `undefined` when nothing did. */
export async function describeAttacker(
  store: Store,
  scope: AppScope,
  address: string,
): Promise<AttackerPage | undefined> {
  const { rows } = await sumsOf(scope, address).execute(store);
  const all = rows.find(({ what }) => what === 'all');
  if (all === undefined || all.stored === 0) return undefined;
  const valuesOf = (wanted: Sum['what']): Counted[] =>
    rows
      .filter(({ what, value }) => what === wanted && value !== null)
      .map(({ value, app_id, events, blocked }) => ({
        value: value ?? '',
        ...(app_id !== null && { appId: app_id }),
        events,
        blocked,
      }))
      .toSorted((a, b) => b.events - a.events)
      .slice(0, mostValues);
  return {
    routes: valuesOf('routes'),
    detections: valuesOf('detections'),
    agents: valuesOf('agents'),
    users: valuesOf('users'),
    environments: valuesOf('environments'),
    hours: lastHours(rows),
    ...(all.stored === mostEvents && { countedBackTo: all.oldest }),
  };
}

function sumsOf(scope: AppScope, address: string): RawBuilder<Sum> {
  return sql<Sum>`
    with own as materialized (
      select at, date_trunc('hour', at, 'UTC') as hour, app_id, environment, detection, route, user_id,
        left(finding #>> '{request,userAgent}', 300) as agent, disposition = 'blocked' as is_blocked, count
      from events where address = ${address} and ${isSeen(scope, 'app_id')}
      order by at desc limit ${mostEvents})
    select
      case
        when grouping(hour) = 0 then 'hours'
        when grouping(route) = 0 then 'routes'
        when grouping(detection) = 0 then 'detections'
        when grouping(agent) = 0 then 'agents'
        when grouping(user_id) = 0 then 'users'
        when grouping(environment) = 0 then 'environments'
        else 'all' end as what,
      coalesce(route, detection, agent, user_id, environment) as value, app_id, hour,
      coalesce(sum(count), 0)::float8 as events, coalesce(sum(count) filter (where is_blocked), 0)::float8 as blocked,
      count(*)::int as stored, min(at) as oldest
    from own
    group by grouping sets ((), (hour), (route), (detection), (agent), (user_id, app_id), (environment, app_id))`;
}

/** Up to the last one, no further back than a month from it. */
function lastHours(rows: readonly Sum[]): readonly HourCount[] {
  const hours = rows.flatMap(({ what, hour, events, blocked }) =>
    what === 'hours' && hour !== null ? [{ hour, blocked, logged: events - blocked }] : [],
  );
  const last = Math.max(...hours.map(({ hour }) => hour.getTime()));
  return hours
    .filter(({ hour }) => hour.getTime() > last - mostHours * hourMs)
    .toSorted((a, b) => a.hour.getTime() - b.hour.getTime());
}
