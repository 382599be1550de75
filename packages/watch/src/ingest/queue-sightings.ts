import { sql } from 'kysely';
import type { EventRow } from './event-row.ts';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import { prepared } from '../store/prepared.ts';

interface Sighting {
  readonly user_id: string;
  readonly name: string | undefined;
  readonly incident_id: string | undefined;
  readonly address: string | undefined;
  readonly token: string | undefined;
  readonly detection: string;
  readonly outcome: string;
  readonly severity: string;
  readonly first_seen: Date;
  last_seen: Date;
  events: number;
  blocked: number;
}

/** Puts down whom a delivery names, alike ones as one row, for the job that reckons risk. Nothing for findings without a user. */
export async function queueSightings(
  transaction: StoreTransaction,
  appId: string,
  rows: readonly EventRow[],
  incidentOf: ReadonlyMap<EventRow, string>,
): Promise<void> {
  const sightings = new Map<string, Sighting>();
  for (const row of rows) {
    if (row.userId !== undefined) add(sightings, row, row.userId, incidentOf.get(row));
  }
  if (sightings.size === 0) return;
  await sql`${prepared}
    insert into user_sightings (app_id, user_id, name, incident_id, address, token, detection, outcome,
      severity, first_seen, last_seen, events, blocked)
    select ${appId}::uuid, n.* from json_to_recordset(${storableJson([...sightings.values()])}::json) as n (
      user_id text, name text, incident_id uuid, address text, token text, detection text, outcome text,
      severity text, first_seen timestamptz, last_seen timestamptz, events bigint, blocked bigint)`.execute(
    transaction,
  );
}

function add(
  sightings: Map<string, Sighting>,
  { at, address, finding }: EventRow,
  userId: string,
  incidentId: string | undefined,
): void {
  const token = finding.request?.tokenFingerprint;
  const key = JSON.stringify([userId, incidentId, token, finding.severity]);
  const blocked = finding.disposition === 'blocked' ? finding.count : 0;
  const known = sightings.get(key);
  if (known === undefined) {
    sightings.set(key, {
      user_id: userId,
      name: finding.request?.user?.name,
      incident_id: incidentId,
      address,
      token,
      detection: finding.detection,
      outcome: finding.outcome,
      severity: finding.severity,
      first_seen: at,
      last_seen: at,
      events: finding.count,
      blocked,
    });
    return;
  }
  if (at > known.last_seen) known.last_seen = at;
  known.events += finding.count;
  known.blocked += blocked;
}
