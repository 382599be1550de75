import { sql } from 'kysely';
import type { Alert } from '../notifiers/alert.ts';
import type { StoreTransaction } from '../store/schema.ts';
import { storableJson } from '../store/storable.ts';
import type { Bucket } from './quota.ts';
import type { Hold } from './rules.ts';

/** One alert for a channel: to be sent, or held for the next summary. */
export interface Queued {
  readonly incidentId: string | null;
  readonly alert: Alert;
  readonly hold: Hold | undefined;
}

/** Writes down what a channel is told, and what is left of its quota. */
export async function queueDeliveries(
  transaction: StoreTransaction,
  channelId: string,
  queued: readonly Queued[],
  bucket: Bucket,
): Promise<void> {
  if (queued.length === 0) return;
  const rows = queued.map(({ incidentId, alert, hold }) => ({
    id: alert.id,
    incident_id: incidentId,
    cause: alert.cause,
    severity: alert.severity,
    title: alert.title,
    alert,
    state: hold === undefined ? 'waiting' : 'gathered',
    held_by: hold ?? null,
  }));
  await sql`
    insert into deliveries (channel_id, id, incident_id, cause, severity, title, alert, state, held_by)
    select ${channelId}::uuid, n.* from jsonb_to_recordset(${storableJson(rows)}::jsonb) as n (
      id uuid, incident_id uuid, cause text, severity text, title text, alert jsonb, state text, held_by text)
    on conflict do nothing`.execute(transaction);
  await transaction
    .updateTable('channels')
    .set({ tokens: bucket.tokens, tokens_at: bucket.at })
    .where('id', '=', channelId)
    .execute();
}
