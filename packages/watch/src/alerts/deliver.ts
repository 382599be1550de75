import { type Selectable, sql } from 'kysely';
import type { Alert } from '../notifiers/alert.ts';
import { notify } from '../live/notices.ts';
import { send } from '../outbound/send.ts';
import type { Outcome } from '../outbound/outcome.ts';
import type { DeliveriesTable } from '../store/schema.ts';
import { isDue } from '../store/due.ts';
import { WatchError } from '../words/watch-error.ts';
import type { AlertContext } from './alert-context.ts';
import { type ChannelRow, findChannel } from './channels.ts';
import { longestWait, waitAfter } from './retry-plan.ts';
import { notifierOf, placeOf, withoutSecrets } from './settings.ts';
import { wholeSettings } from '../vault/secret-settings.ts';

/** A service that does not answer within this is tried again later. */
const timeoutMs = 10_000;
/** For so long nobody else sends what one server has begun to send; a letter may take twice the time. */
const leaseSeconds = 30;
/** Per channel and turn, so that one with much to tell does not hold up the next turn. */
const mostAtOnce = 20;

/**
 * Sends what is due, channels side by side, each in order. At least once: a server that dies after
 * sending and before writing it down sends again, under the same id.
 */
export async function deliver(context: AlertContext): Promise<void> {
  const due = await context.store
    .selectFrom('deliveries as d')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .select('d.channel_id')
    .distinct()
    .where('d.state', '=', 'waiting')
    .where(isDue(sql`d.due_at`, longestWait))
    .where('c.is_paused', '=', false)
    .execute();
  const done = await Promise.allSettled(
    due.map(({ channel_id }) => deliverOn(context, channel_id)),
  );
  const broken = done.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
}

async function deliverOn(context: AlertContext, channelId: string): Promise<void> {
  for (let count = 0; count < mostAtOnce; count += 1) {
    const claimed = await claim(context, channelId);
    if (claimed === undefined) return;
    const channel = await findChannel(context.store, channelId);
    if (channel === undefined) return;
    const [outcome, fault] = await triedOn(context, channel, claimed.alert as Alert);
    await writeDown(context, claimed, outcome);
    await notify(context.store, [{ type: 'delivery', channelId }]);
    if (fault !== undefined) throw fault;
    if (!outcome.isAccepted && !outcome.isFinal) return;
  }
}

/** A fault of ours counts as a try too, so that it ends; it is for the log. */
async function triedOn(
  context: AlertContext,
  channel: ChannelRow,
  alert: Alert,
): Promise<readonly [Outcome, Error?]> {
  try {
    return [await sendOn(context, channel, alert)];
  } catch (error) {
    const problem = 'was not told: a fault of watch, which its log tells of';
    const fault = error instanceof Error ? error : new Error(String(error));
    return [{ isAccepted: false, problem, isFinal: false }, fault];
  }
}

/** Tells one alert on a channel now. Never rejects for what the channel or its service does. */
export async function sendOn(
  { vault, innerNetworks }: AlertContext,
  channel: ChannelRow,
  alert: Alert,
): Promise<Outcome> {
  const notifier = notifierOf(channel.kind);
  if (notifier === undefined) {
    return { isAccepted: false, problem: `there is no notifier ${channel.kind}`, isFinal: true };
  }
  try {
    const settings = wholeSettings(vault, placeOf(channel.id), channel);
    const checked = notifier.settings.parse(settings);
    const message = notifier.message(alert, checked as never, new Date());
    const outcome = await send(message, { innerNetworks, timeoutMs }, notifier);
    return outcome.isAccepted
      ? outcome
      : { ...outcome, problem: withoutSecrets(outcome.problem, notifier, settings) };
  } catch (error) {
    // A key that is not there may be brought back; anything else is ours, and told in the log.
    if (!(error instanceof WatchError)) throw error;
    return { isAccepted: false, problem: error.message, isFinal: false };
  }
}

type Claimed = Pick<Selectable<DeliveriesTable>, 'id' | 'channel_id' | 'attempts' | 'alert'>;

async function claim({ store }: AlertContext, channelId: string): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update deliveries set attempts = attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds})
    where id = (
      select id from deliveries where channel_id = ${channelId} and state = 'waiting' and ${isDue(sql`due_at`, longestWait)}
      order by due_at, id limit 1 for update skip locked)
    returning id, channel_id, attempts, alert`.execute(store);
  return rows[0];
}

async function writeDown(
  { store }: AlertContext,
  { id, channel_id, attempts }: Claimed,
  outcome: Outcome,
): Promise<void> {
  const status = outcome.status ?? null;
  if (outcome.isAccepted) {
    const done = { state: 'delivered', finished_at: sql<Date>`now()`, status, problem: null };
    await store.updateTable('deliveries').set(done).where('id', '=', id).execute();
    return;
  }
  const { problem, isFinal, waitSeconds } = outcome;
  const wait = isFinal ? undefined : waitAfter(attempts, waitSeconds);
  if (wait === undefined) {
    const dead = {
      state: 'failed',
      finished_at: sql<Date>`now()`,
      failures: sql<number>`failures + 1`,
      status,
      problem,
    };
    await store.updateTable('deliveries').set(dead).where('id', '=', id).execute();
    return;
  }
  const next = sql<Date>`now() + make_interval(secs => ${wait})`;
  await store
    .updateTable('deliveries')
    .set({ due_at: next, status, problem, failures: sql<number>`failures + 1` })
    .where('id', '=', id)
    .execute();
  // What waits behind it goes the same way: the service is left alone until then.
  await store
    .updateTable('deliveries')
    .set({ due_at: sql<Date>`greatest(due_at, ${next})` })
    .where('channel_id', '=', channel_id)
    .where('state', '=', 'waiting')
    .execute();
}
