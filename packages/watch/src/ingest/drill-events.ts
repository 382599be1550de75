import { readDrillMark } from '@castellan/core';
import { sql } from 'kysely';
import type { EventRow } from './event-row.ts';
import type { Notice } from '../live/notices.ts';
import type { IncidentNews } from '../outbox/outbox.ts';
import type { IngestScope } from '../people/tokens.ts';
import type { StoreTransaction } from '../store/schema.ts';

/** A drill that an event belongs to; nobody is told any more of one that has ended. */
export interface RunningDrill {
  readonly id: string;
  readonly isRunning: boolean;
}

/** The events among those of a delivery that a drill made. */
export type DrillOf = ReadonlyMap<EventRow, RunningDrill>;

/** The drills of this app that events name by their mark. What names one that was never started is a real event. */
export async function drillsIn(
  transaction: StoreTransaction,
  appId: string,
  rows: readonly EventRow[],
): Promise<DrillOf> {
  const marked = rows.flatMap((row) => {
    const id = readDrillMark(row.finding.drill ?? '')?.id;
    return id === undefined ? [] : [[row, id] as const];
  });
  if (marked.length === 0) return new Map();
  const { rows: found } = await sql<RunningDrill>`
    select id, ended_at is null as "isRunning" from drills
    where app_id = ${appId} and id::text = any(${marked.map(([, id]) => id)})`.execute(transaction);
  const drills = new Map(found.map((drill) => [drill.id, drill]));
  return new Map(
    marked.flatMap(([row, id]) => {
      const drill = drills.get(id);
      return drill === undefined ? [] : [[row, drill] as const];
    }),
  );
}

/** Whether people are to be told: of a drill once, and only while somebody looks whether they are. */
export function isNews({
  news,
  drill,
}: {
  readonly news: IncidentNews | undefined;
  readonly drill: RunningDrill | undefined;
}): boolean {
  return drill === undefined || (drill.isRunning && news === 'opened');
}

/** Writes down when the first event of a drill came, and its incident was there. */
export async function noteDrills(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  drills: DrillOf,
): Promise<readonly Notice[]> {
  for (const [row, { id }] of drills) {
    await transaction
      .updateTable('drills')
      .set({
        event_at: sql<Date>`now()`,
        incident_at: sql<Date>`clock_timestamp()`,
        environment,
        disposition: row.finding.disposition,
      })
      .where('id', '=', id)
      .where('event_at', 'is', null)
      .execute();
  }
  const ids = new Set([...drills.values()].map(({ id }) => id));
  return [...ids].map((id) => ({ type: 'drill', id, appId }));
}
