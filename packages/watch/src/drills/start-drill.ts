import { sql } from 'kysely';
import { listChannels } from '../alerts/channels.ts';
import { eventRow } from '../ingest/event-row.ts';
import { storeDelivery } from '../ingest/store-delivery.ts';
import { type AppScope, isSeen } from '../people/app-scope.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Partitions } from '../store/partitions.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { DrillWay } from './drill-report.ts';
import { type DrillRequest, drillRequest, markOf } from './drill-request.ts';
import { madeUpFinding } from './made-up-finding.ts';

export interface NewDrill {
  readonly app: string;
  readonly way: DrillWay;
  /** Id or name of the one channel to tell. */
  readonly channel?: string | undefined;
  /** Where the asker sends the request; for the record. */
  readonly target?: string | undefined;
  readonly waitSeconds: number;
}

/** The drill, and for whoever sends its request what to send; or why there is none. */
export type Started =
  | { readonly ok: true; readonly id: string; readonly request?: DrillRequest }
  | { readonly ok: false; readonly problem: string; readonly isConflict?: true };

/** Starts a drill; `undefined` when there is no such app. What it sends is sent by the job, or by the asker. */
export async function startDrill(
  { store, partitions }: { readonly store: Store; readonly partitions: Partitions },
  asker: Principal,
  wanted: NewDrill,
): Promise<Started | undefined> {
  const started = await store
    .transaction()
    .execute((transaction) => begin(transaction, asker, wanted));
  if (started?.ok === true && wanted.way === 'event') {
    await makeEvent(store, partitions, started.id, wanted.app);
  }
  return started;
}

async function begin(
  transaction: StoreTransaction,
  asker: Principal,
  { app: appId, way, channel, target, waitSeconds }: NewDrill,
): Promise<Started | undefined> {
  const app = await transaction
    .selectFrom('apps')
    .selectAll()
    .where('id', '=', appId)
    .where(isSeen(asker, 'id'))
    .executeTakeFirst();
  if (app === undefined) return undefined;
  if (app.is_demo)
    return { ok: false, problem: 'The demo app is made up: nobody is told of attacks on it.' };
  if (way === 'request' && app.address === null)
    return {
      ok: false,
      problem: `Watch does not know the address of ${app.name}: an admin sets it on the page of the app.`,
    };
  const channelId = channel === undefined ? null : await channelOf(transaction, asker, channel);
  if (channelId === undefined) return { ok: false, problem: `There is no channel ${channel}.` };
  const id = newId();
  const request = way === 'event' ? undefined : await drillRequest(transaction, appId, id);
  if (way !== 'event' && request === undefined)
    return {
      ok: false,
      problem: `${app.name} has no ingest token, so no guard can report for it: make one first.`,
    };
  const added = await transaction
    .insertInto('drills')
    .values({
      id,
      app_id: appId,
      way,
      target: way === 'request' ? app.address : (target ?? null),
      channel_id: channelId,
      started_by: asker.name,
      gives_up_at: sql<Date>`now() + make_interval(secs => ${waitSeconds})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added === undefined)
    return { ok: false, problem: `A drill of ${app.name} is under way.`, isConflict: true };
  await record(transaction, asker, 'run drill', app.name, {
    id,
    way,
    ...(channel !== undefined && { channel }),
  });
  return { ok: true, id, ...(way === 'own-request' && request !== undefined && { request }) };
}

/** By id or name, among those that tell of what the asker sees. */
async function channelOf(
  transaction: StoreTransaction,
  asker: AppScope,
  channel: string,
): Promise<string | undefined> {
  const channels = await listChannels(transaction, asker);
  return channels.find(({ id, name }) => id === channel || name === channel)?.id;
}

/** By the way that deliveries of guard take. */
async function makeEvent(
  store: Store,
  partitions: Partitions,
  id: string,
  appId: string,
): Promise<void> {
  const { rows } = await sql<{ app: string; environment: string | null }>`
    select name as app, (select environment from instances where app_id = ${appId} order by seen_at desc limit 1) as environment
    from apps where id = ${appId}`.execute(store);
  const { app = '', environment } = rows[0] ?? {};
  const scope = { tokenId: id, appId, app, environment: environment ?? 'production' };
  const finding = madeUpFinding(markOf(id), scope);
  await storeDelivery(store, partitions, scope, {
    rows: [eventRow(finding, scope, new Date())],
    heartbeats: [],
  });
}
