import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import type { Alert } from '../notifiers/alert.ts';
import { newId } from '../store/new-id.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { AlertContext } from './alert-context.ts';
import type { ChannelRow } from './channels.ts';
import { listAlert } from './compose.ts';
import { lockChannels } from './lock-channels.ts';
import { isMuted } from './mute.ts';
import { queueDeliveries } from './queue-deliveries.ts';
import { refilled, taken } from './quota.ts';

const shown = 10;

interface Gathered {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly alert: Alert;
  readonly incident_id: string | null;
}

/** Tells in one message what was held back, once nothing holds it any more. */
export async function summarise(context: AlertContext, now: Date = new Date()): Promise<void> {
  await context.store.transaction().execute(async (transaction) => {
    for (const channel of await lockChannels(transaction)) {
      if (isReady(channel, now)) await summariseOn(context, transaction, channel, now);
    }
  });
}

function isReady({ rules, summary_at }: ChannelRow, now: Date): boolean {
  if (isMuted(rules.mutes, now)) return false;
  const { digestMinutes } = rules;
  return (
    digestMinutes === undefined || now.getTime() - summary_at.getTime() >= digestMinutes * 60_000
  );
}

async function summariseOn(
  { publicUrl }: AlertContext,
  transaction: StoreTransaction,
  { id: channelId, rules, tokens, tokens_at }: ChannelRow,
  now: Date,
): Promise<void> {
  const { rows: reasons } = await sql<{ held_by: string; count: number }>`
    select held_by, count(*)::int as count from deliveries
    where channel_id = ${channelId} and state = 'gathered' group by 1 order by 1`.execute(
    transaction,
  );
  if (reasons.length === 0) return;
  const bucket = taken(refilled({ tokens, at: tokens_at }, rules.quota, now));
  if (bucket === undefined) return;
  const { rows } = await sql<Gathered>`
    select id, severity, title, alert, incident_id from deliveries
    where channel_id = ${channelId} and state = 'gathered'
    order by array_position(array['critical', 'high', 'medium', 'low'], severity), id
    limit ${shown}`.execute(transaction);
  const id = newId();
  const count = reasons.reduce((sum, reason) => sum + reason.count, 0);
  const held = reasons.map(({ held_by, count }) => `${count} by ${held_by}`).join(', ');
  const [first] = rows;
  // One alone is told as itself.
  const alert =
    count === 1 && first !== undefined
      ? { ...first.alert, id }
      : listAlert(
          'summary',
          rows,
          { subject: `summary ${id}`, count, held },
          { id, publicUrl, now },
        );
  const incidentId = count === 1 ? (first?.incident_id ?? null) : null;
  await queueDeliveries(transaction, channelId, [{ incidentId, alert, hold: undefined }], bucket);
  await sql`
    update deliveries set state = 'told', finished_at = now(), summary_id = ${id}
    where channel_id = ${channelId} and state = 'gathered'`.execute(transaction);
  await transaction
    .updateTable('channels')
    .set({ summary_at: now })
    .where('id', '=', channelId)
    .execute();
}
