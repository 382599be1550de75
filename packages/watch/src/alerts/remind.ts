import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { AlertContext } from './alert-context.ts';
import type { ChannelRow } from './channels.ts';
import { listAlert } from './compose.ts';
import { lockChannels } from './lock-channels.ts';
import { queueDeliveries } from './queue-deliveries.ts';
import { refilled, taken } from './quota.ts';
import { isMuted } from './mute.ts';

const shown = 10;

interface StillOpen {
  readonly severity: Severity;
  readonly title: string;
  readonly count: number;
}

/**
 * Reminds each channel that asks for it of what was told there, still stands open, and nobody has
 * acknowledged: one message for all of it, at most once in the channel's time.
 */
export async function remind(context: AlertContext, now: Date = new Date()): Promise<void> {
  await context.store.transaction().execute(async (transaction) => {
    for (const channel of await lockChannels(transaction)) {
      const { repeatMinutes } = channel.rules;
      if (repeatMinutes === undefined || isMuted(channel.rules.mutes, now)) continue;
      const since = new Date(now.getTime() - repeatMinutes * 60_000);
      if (channel.reminded_at <= since) await remindOn(context, transaction, channel, since, now);
    }
  });
}

async function remindOn(
  { publicUrl }: AlertContext,
  transaction: StoreTransaction,
  { id: channelId, rules, tokens, tokens_at }: ChannelRow,
  since: Date,
  now: Date,
): Promise<void> {
  const { rows } = await sql<StillOpen>`
    select i.severity, d.title, count(*) over ()::int as count
    from incidents i
    join lateral (
      select title, created_at from deliveries
      where incident_id = i.id and channel_id = ${channelId} and state <> 'gathered' and cause <> 'resolved'
      order by id desc limit 1
    ) d on d.created_at <= ${since}
    where i.status = 'open' and i.drill_id is null and i.acknowledged_at is null and i.last_seen > ${now}::timestamptz - interval '7 days'
    order by i.severity_rank, i.last_seen desc limit ${shown}`.execute(transaction);
  const [first] = rows;
  const bucket = taken(refilled({ tokens, at: tokens_at }, rules.quota, now));
  if (first === undefined || bucket === undefined) return;
  const telling = { id: newId(), publicUrl, now };
  const alert = listAlert(
    'still-open',
    rows,
    { subject: `still open ${channelId}`, count: first.count },
    telling,
  );
  await queueDeliveries(
    transaction,
    channelId,
    [{ incidentId: null, alert, hold: undefined }],
    bucket,
  );
  await transaction
    .updateTable('channels')
    .set({ reminded_at: now })
    .where('id', '=', channelId)
    .execute();
}
