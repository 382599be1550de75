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
  readonly monitors: number;
}

/**
 * Reminds each channel that asks for it of incidents and failing monitors that were told there, stand
 * open, and that nobody has acknowledged: one message for all of it, at most once in the channel's time.
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
    select severity, title, count(*) over ()::int as count, count(*) filter (where is_monitor) over ()::int as monitors
    from (
    select i.severity, i.severity_rank, i.last_seen as at, d.title, false as is_monitor
    from incidents i
    join lateral (
      select title, created_at from deliveries
      where incident_id = i.id and channel_id = ${channelId} and state <> 'gathered' and cause <> 'resolved'
      order by id desc limit 1
    ) d on d.created_at <= ${since}
    where i.status = 'open' and i.drill_id is null and i.acknowledged_at is null and i.last_seen > ${now}::timestamptz - interval '7 days'
    union all
    select case m.state when 'critical' then 'high' else 'medium' end, case m.state when 'critical' then 1 else 2 end,
      m.state_since, m.name || ': ' || coalesce(m.summary, ''), true
    from monitors m
    where m.state in ('warning', 'critical') and not m.is_paused
      and (m.acknowledged_until is null or m.acknowledged_until <= ${now})
      and (select created_at from deliveries
        where incident_id is null and channel_id = ${channelId} and alert->>'subject' = 'monitor ' || m.id
          and cause in ('opened', 'worse') and state <> 'gathered' and created_at >= m.state_since - interval '1 minute'
        order by id desc limit 1) <= ${since}
    ) o
    order by severity_rank, at desc limit ${shown}`.execute(transaction);
  const [first] = rows;
  const bucket = taken(refilled({ tokens, at: tokens_at }, rules.quota, now));
  if (first === undefined || bucket === undefined) return;
  const telling = { id: newId(), publicUrl, now };
  const alert = listAlert(
    'still-open',
    rows,
    { subject: `still open ${channelId}`, count: first.count, monitors: first.monitors },
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
