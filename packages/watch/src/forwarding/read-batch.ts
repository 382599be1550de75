import type { Severity } from '@castellan/core';
import { type Selectable, sql } from 'kysely';
import { exported } from '../exports/download.ts';
import type { ExportedNote } from '../exports/exported-note.ts';
import type { StoredEvent } from '../events/list-events.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { ForwardSchema } from '../store/forward-schema.ts';
import type { IncidentsTable, Store } from '../store/schema.ts';
import type { Forwarded } from './forward-kind.ts';

type LogRow = Selectable<ForwardSchema['forward_log']>;

/** Rows of the log, and what they are about; what is not there any more is left out. */
export interface Batch {
  readonly items: readonly Forwarded[];
  /** Number of the last row; `undefined` when there is none. */
  readonly last: number | undefined;
}

/** What follows a number, in order. */
export async function readBatch(
  store: Store,
  gazetteer: Gazetteer,
  { sources, after, most }: { sources: readonly string[]; after: number; most: number },
): Promise<Batch> {
  const { rows } = await sql<LogRow & { seq: number }>`
    select * from forward_log where seq > ${after} and source = any(${[...sources]})
    order by seq limit ${most}`.execute(store);
  const events = await eventsOf(store, rows);
  const incidents = await incidentsOf(store, rows);
  const entries = await entriesOf(store, rows);
  const items = rows.flatMap((row): Forwarded[] => {
    const event = row.source === 'event' ? events.get(row.ref) : undefined;
    if (event !== undefined) return [{ source: 'event', event: exported(event, gazetteer) }];
    const incident = row.source === 'incident' ? incidents.get(row.ref) : undefined;
    if (incident !== undefined) return [{ source: 'incident', note: incidentNote(row, incident) }];
    const entry = row.source === 'audit' ? entries.get(row.ref) : undefined;
    return entry === undefined ? [] : [{ source: 'audit', note: entry }];
  });
  return { items, last: rows.at(-1)?.seq };
}

function refsOf(rows: readonly LogRow[], source: LogRow['source']): string[] {
  return rows.filter((row) => row.source === source).map(({ ref }) => ref);
}

async function eventsOf(
  store: Store,
  rows: readonly LogRow[],
): Promise<ReadonlyMap<string, StoredEvent>> {
  const wanted = rows.filter(({ source, at }) => source === 'event' && at !== null);
  if (wanted.length === 0) return new Map();
  const { rows: found } = await sql<StoredEvent>`
    select e.id, e.at, e.received_at, e.incident_id, e.app_id, e.country, e.asn, e.drill_id, e.finding
    from unnest(${wanted.map(({ at }) => at)}::timestamptz[], ${wanted.map(({ ref }) => ref)}::uuid[]) as n (at, id)
      join events e on e.at = n.at and e.id = n.id`.execute(store);
  return new Map(found.map((event) => [event.id, event]));
}

type Incident = Selectable<IncidentsTable> & { readonly app: string };

async function incidentsOf(
  store: Store,
  rows: readonly LogRow[],
): Promise<ReadonlyMap<string, Incident>> {
  const ids = refsOf(rows, 'incident');
  if (ids.length === 0) return new Map();
  const found = await store
    .selectFrom('incidents as i')
    .innerJoin('apps as a', 'a.id', 'i.app_id')
    .selectAll('i')
    .select('a.name as app')
    .where('i.id', 'in', ids)
    .execute();
  return new Map(found.map((incident) => [incident.id, incident]));
}

/** As it stands now: of what came since there is a note of its own. */
function incidentNote({ seq, cause, logged_at }: LogRow, row: Incident): ExportedNote {
  return {
    id: `${row.id}-${seq}`,
    action: `incident-${cause ?? 'changed'}`,
    at: logged_at,
    severity: row.severity as Severity,
    message: row.reason,
    fields: {
      incident: row.id,
      app: row.app,
      environment: row.environment,
      detection: row.detection,
      actor: row.actor,
      status: row.status,
      route: row.route,
      outcome: row.outcome,
      events: row.events,
      blocked: row.blocked,
      drill: row.drill_id ?? undefined,
    },
  };
}

async function entriesOf(
  store: Store,
  rows: readonly LogRow[],
): Promise<ReadonlyMap<string, ExportedNote>> {
  const ids = refsOf(rows, 'audit');
  if (ids.length === 0) return new Map();
  const found = await store.selectFrom('audit').selectAll().where('id', 'in', ids).execute();
  return new Map(
    found.map((row) => [
      row.id,
      {
        id: row.id,
        action: 'audit',
        at: row.at,
        severity: 'low',
        message: `${row.actor_name}: ${row.act} ${row.subject}`.trim(),
        fields: {
          act: row.act,
          subject: row.subject,
          'actor kind': row.actor_kind,
          'actor name': row.actor_name,
          address: row.address,
          details: JSON.stringify(row.details),
        },
      },
    ]),
  );
}
