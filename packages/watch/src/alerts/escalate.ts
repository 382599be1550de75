import { sql } from 'kysely';
import type { Alert } from '../notifiers/alert.ts';
import { newId } from '../store/new-id.ts';
import type { StoreTransaction } from '../store/schema.ts';
import type { AlertContext } from './alert-context.ts';
import type { ChannelRow } from './channels.ts';
import { lockChannels } from './lock-channels.ts';
import { type Queued, queueDeliveries } from './queue-deliveries.ts';
import { refilled, taken } from './quota.ts';

const mostAtOnce = 200;

/**
 * Tells a second channel of what nobody acknowledged in time, or what the first one could not
 * deliver. Each incident once; neither threshold nor mute windows of the second one hold it back.
 */
export async function escalate(context: AlertContext, now: Date = new Date()): Promise<void> {
  await context.store.transaction().execute(async (transaction) => {
    const channels = new Map(
      (await lockChannels(transaction)).map((channel) => [channel.id, channel]),
    );
    for (const from of channels.values()) {
      const to = channels.get(from.rules.escalation?.to ?? '');
      if (to !== undefined) await escalateTo(transaction, from, to, now);
    }
  });
}

async function escalateTo(
  transaction: StoreTransaction,
  { id, rules }: ChannelRow,
  to: ChannelRow,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - (rules.escalation?.afterMinutes ?? 0) * 60_000);
  const { rows } = await sql<{ incident_id: string; alert: Alert }>`
    select distinct on (d.incident_id) d.incident_id, d.alert
    from deliveries d join incidents i on i.id = d.incident_id
    where d.channel_id = ${id} and d.cause in ('opened', 'worse', 'reopened') and d.state <> 'gathered'
      and d.created_at > ${now}::timestamptz - interval '1 day'
      and (d.created_at <= ${before} or d.state = 'failed')
      and i.status = 'open' and i.acknowledged_at is null
      and not exists (
        select from deliveries e where e.channel_id = ${to.id} and e.incident_id = d.incident_id and e.cause = 'escalated')
    order by d.incident_id, d.id desc limit ${mostAtOnce}`.execute(transaction);
  // Two channels may escalate to the same one in this transaction: what is left of its quota is read anew.
  const { tokens, tokens_at } = await transaction
    .selectFrom('channels')
    .select(['tokens', 'tokens_at'])
    .where('id', '=', to.id)
    .executeTakeFirstOrThrow();
  let bucket = refilled({ tokens, at: tokens_at }, to.rules.quota, now);
  const queued = rows.map(({ incident_id, alert }): Queued => {
    const left = taken(bucket);
    bucket = left ?? bucket;
    return {
      incidentId: incident_id,
      alert: {
        ...alert,
        id: newId(),
        cause: 'escalated',
        title: `Nobody has acknowledged: ${alert.title}`,
        at: now.toISOString(),
      },
      hold: left === undefined ? 'quota' : undefined,
    };
  });
  await queueDeliveries(transaction, to.id, queued, bucket);
}
