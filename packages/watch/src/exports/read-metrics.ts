import { sql } from 'kysely';
import type { Meters } from '../meters/meters.ts';
import { type AppScope, isSeen, isSeenOrOfNone, seesAll } from '../people/app-scope.ts';
import type { Store } from '../store/schema.ts';
import { goneAfterSeconds } from '../words/gone-after.ts';
import type { Metric, Sample } from './exposition.ts';

/** Detections are named by who delivers: beyond so many the rest is summed up. */
const mostSeries = 500;

/** Everything that is measured, of the apps that the asker sees; what is of no app for those who see all. */
export async function readMetrics(
  store: Store,
  scope: AppScope,
  meters: Meters,
): Promise<readonly Metric[]> {
  return [
    {
      name: 'castellan_events_last_24_hours',
      type: 'gauge',
      help: 'Events of the last 24 whole hours and the present one.',
      samples: await eventSamples(store, scope),
    },
    {
      name: 'castellan_incidents_open',
      type: 'gauge',
      help: 'Incidents that are open.',
      samples: await counted(
        store,
        'incidents',
        'severity',
        sql`status = 'open' and drill_id is null`,
        scope,
      ),
    },
    ...(await presence(store, scope)),
    ...(seesAll(scope) ? await ofWatch(store, scope, meters) : []),
  ];
}

async function eventSamples(store: Store, scope: AppScope): Promise<readonly Sample[]> {
  const cells = (table: 'event_hours' | 'rollup_pending') => sql`
    select app_id, detection, disposition, events from ${sql.table(table)}
    where hour >= date_trunc('hour', now(), 'UTC') - interval '24 hours'
      and app_id in (select id from apps where ${isSeen(scope, 'id')})`;
  const { rows } = await sql<{
    app: string;
    detection: string;
    disposition: string;
    events: number;
  }>`
    with sums as (
      select app_id, detection, disposition, sum(events) as events
      from (${cells('event_hours')} union all ${cells('rollup_pending')}) as cells group by 1, 2, 3
    ), ranked as (select *, row_number() over (order by events desc, detection) as place from sums)
    select a.name as app, case when place <= ${mostSeries} then detection else '(others)' end as detection,
      disposition, sum(events)::float8 as events
    from ranked join apps a on a.id = app_id group by 1, 2, 3 order by 1, 2, 3`.execute(store);
  return rows.map(({ events: value, ...labels }) => ({ labels, value }));
}

/** How many rows of a table there are of each kind. */
async function counted(
  store: Store,
  table: 'incidents' | 'deliveries' | 'monitors',
  label: string,
  condition: ReturnType<typeof sql>,
  scope: AppScope,
): Promise<readonly Sample[]> {
  const seen = table === 'incidents' ? isSeen(scope, 'app_id') : sql`true`;
  const { rows } = await sql<{ label: string; value: number }>`
    select ${sql.ref(label)} as label, count(*)::int as value from ${sql.table(table)}
    where ${condition} and ${seen} group by 1 order by 1`.execute(store);
  return rows.map(({ label: name, value }) => ({ labels: { [label]: name }, value }));
}

async function presence(store: Store, scope: AppScope): Promise<readonly Metric[]> {
  const { rows } = await sql<{ instances: number; decisions: number }>`select
    (select count(*)::int from instances where seen_at > now() - make_interval(secs => ${goneAfterSeconds})
      and ${isSeen(scope, 'app_id')}) as instances,
    (select count(*)::int from decisions where undone_at is null and ends_at > now()
      and ${isSeenOrOfNone(scope, 'app_id')}) as decisions`.execute(store);
  const { instances = 0, decisions = 0 } = rows[0] ?? {};
  return [
    single('castellan_decisions_in_force', 'gauge', 'Decisions in force.', decisions),
    single('castellan_instances_alive', 'gauge', 'Processes of apps that were heard.', instances),
  ];
}

async function ofWatch(store: Store, scope: AppScope, meters: Meters): Promise<readonly Metric[]> {
  const { accepted, duplicates, rejected, refused } = meters.ingest;
  const lines = { accepted, duplicates, rejected };
  return [
    {
      name: 'castellan_ingest_lines_total',
      type: 'counter',
      help: 'Lines of deliveries to this process, by what became of them.',
      samples: Object.entries(lines).map(([result, value]) => ({ labels: { result }, value })),
    },
    single(
      'castellan_ingest_refused_total',
      'counter',
      'Deliveries that this process sent back because they were too much.',
      refused,
    ),
    {
      name: 'castellan_deliveries',
      type: 'gauge',
      help: 'Alerts on their way to channels or past it, by state.',
      samples: await counted(store, 'deliveries', 'state', sql`true`, scope),
    },
    {
      name: 'castellan_monitors',
      type: 'gauge',
      help: 'Monitors that are not paused, by what they found.',
      samples: await counted(store, 'monitors', 'state', sql`not is_paused`, scope),
    },
    {
      name: 'castellan_job_age_seconds',
      type: 'gauge',
      help: 'Seconds since this process last did a job.',
      samples: meters.jobAges().map(([job, value]) => ({ labels: { job }, value })),
    },
    single(
      'process_resident_memory_bytes',
      'gauge',
      'Memory of this process, in bytes.',
      process.memoryUsage.rss(),
    ),
  ];
}

function single(name: string, type: Metric['type'], help: string, value: number): Metric {
  return { name, type, help, samples: [{ labels: {}, value }] };
}
