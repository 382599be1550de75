import { type RawBuilder, type Selectable, sql } from 'kysely';
import { type AppScope, isSeen, seesAll } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { type Cursor, type Page, pageOf } from '../store/cursor.ts';
import { newId } from '../store/new-id.ts';
import type { DeliveriesTable, Store } from '../store/schema.ts';
import type { Outcome } from '../outbound/outcome.ts';
import type { AlertContext } from './alert-context.ts';
import { findChannel } from './channels.ts';
import { testAlert } from './compose.ts';
import { sendOn } from './deliver.ts';

/** `gathered` is held back for a summary, `told` was in one, `failed` is given up. */
export const deliveryStates = ['waiting', 'gathered', 'told', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export type DeliveryRow = Omit<Selectable<DeliveriesTable>, 'alert'> & { readonly channel: string };

export interface DeliveryFilter {
  readonly channelId?: string | undefined;
  readonly state?: string | undefined;
}

/** What was told, or is to be, the latest first. */
export async function listDeliveries(
  store: Store,
  scope: AppScope,
  { channelId, state }: DeliveryFilter,
  limit: number,
  after?: Cursor,
): Promise<Page<DeliveryRow>> {
  let query = store
    .selectFrom('deliveries as d')
    .innerJoin('channels as c', 'c.id', 'd.channel_id')
    .where(isOfSeenApp(scope, 'd.incident_id'))
    .selectAll('d')
    .select('c.name as channel')
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  if (channelId !== undefined) query = query.where('d.channel_id', '=', channelId);
  if (state !== undefined) query = query.where('d.state', '=', state);
  if (after !== undefined) query = query.where('d.id', '<', after.key);
  const rows = await query.execute();
  return pageOf(rows, limit, ({ created_at, id }) => ({ at: created_at, key: id }));
}

/** Summaries, tests and news of monitors are of no app: for those who see all. */
function isOfSeenApp(scope: AppScope, column: string): RawBuilder<boolean> {
  if (seesAll(scope)) return sql<boolean>`true`;
  return sql<boolean>`exists (select 1 from incidents as i
    where i.id = ${sql.ref(column)} and ${isSeen(scope, 'i.app_id')})`;
}

/** Tries once more what was given up. False when there is no such delivery. */
export async function retryDelivery(
  store: Store,
  principal: Principal,
  id: string,
): Promise<boolean> {
  return store.transaction().execute(async (transaction) => {
    const again = await transaction
      .updateTable('deliveries')
      .set({
        state: 'waiting',
        attempts: 0,
        failures: 0,
        due_at: sql<Date>`now()`,
        finished_at: null,
      })
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .where(isOfSeenApp(principal, 'incident_id'))
      .returning('title')
      .executeTakeFirst();
    if (again === undefined) return false;
    await record(transaction, principal, 'retry delivery', again.title, { id });
    return true;
  });
}

/** Sends a test now, past quota and mute windows; `undefined` when there is no such channel. */
export async function testChannel(
  context: AlertContext,
  principal: Principal,
  id: string,
): Promise<(Outcome & { readonly tookMs: number }) | undefined> {
  const { store, publicUrl } = context;
  const channel = await findChannel(store, id);
  if (channel === undefined) return undefined;
  const alert = testAlert({ id: newId(), publicUrl, now: new Date() }, principal.name);
  const started = performance.now();
  const outcome = await sendOn(context, channel, alert);
  const tookMs = Math.round(performance.now() - started);
  await store.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('deliveries')
      .values({
        id: alert.id,
        channel_id: id,
        cause: alert.cause,
        severity: alert.severity,
        title: alert.title,
        alert: JSON.stringify(alert),
        state: outcome.isAccepted ? 'delivered' : 'failed',
        attempts: 1,
        failures: outcome.isAccepted ? 0 : 1,
        finished_at: new Date(),
        status: outcome.status ?? null,
        problem: outcome.isAccepted ? null : outcome.problem,
      })
      .execute();
    await record(transaction, principal, 'test channel', channel.name, {
      id,
      isAccepted: outcome.isAccepted,
    });
  });
  return { ...outcome, tookMs };
}
