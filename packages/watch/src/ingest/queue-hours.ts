import { sql } from 'kysely';
import type { IngestScope } from '../people/tokens.ts';
import { storableJson } from '../store/storable.ts';
import { prepared } from '../store/prepared.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { DrillOf } from './drill-events.ts';
import type { EventRow } from './event-row.ts';

const hourMs = 3_600_000;

interface Cell {
  readonly hour: Date;
  readonly detection: string;
  readonly disposition: string;
  readonly severity: string;
  readonly route: string;
  events: number;
  stored: number;
  bytes: number;
}

/** Queues what the rollup adds to hours and days later, so that hot rows are not fought over by deliveries. */
export async function queueHours(
  transaction: StoreTransaction,
  { appId, environment }: IngestScope,
  rows: readonly EventRow[],
  drills: DrillOf,
): Promise<void> {
  const cells = new Map<string, Cell>();
  for (const row of rows) {
    const cell = cellOf(cells, row);
    // A drill is kept like any event and counted as no attack.
    if (!drills.has(row)) cell.events += row.count;
    cell.stored += 1;
    cell.bytes += row.bytes;
  }
  await sql`${prepared}
    insert into rollup_pending (app_id, environment, hour, detection, disposition, severity, route, events, stored, bytes)
    select ${appId}::uuid, ${environment}, n.* from json_to_recordset(${storableJson([...cells.values()])}::json) as n (
      hour timestamptz, detection text, disposition text, severity text, route text,
      events bigint, stored bigint, bytes bigint)`.execute(transaction);
}

function cellOf(cells: Map<string, Cell>, { at, route, finding }: EventRow): Cell {
  const { detection, disposition, severity } = finding;
  const hour = Math.floor(at.getTime() / hourMs) * hourMs;
  const key = JSON.stringify([hour, detection, disposition, severity, route]);
  const known = cells.get(key);
  if (known !== undefined) return known;
  const cell = {
    hour: new Date(hour),
    detection,
    disposition,
    severity,
    route,
    events: 0,
    stored: 0,
    bytes: 0,
  };
  cells.set(key, cell);
  return cell;
}
