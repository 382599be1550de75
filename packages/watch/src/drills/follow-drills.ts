import { sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { notify } from '../live/notices.ts';
import { exchange } from '../outbound/exchange.ts';
import { reachProblem } from '../outbound/reach-problem.ts';
import { queueNews } from '../outbox/outbox.ts';
import { record } from '../people/audit.ts';
import { system } from '../people/principal.ts';
import type { DrillAnswer } from '../store/drill-schema.ts';
import type { Store } from '../store/schema.ts';
import { drillRequest, urlWith } from './drill-request.ts';
import { judgeDrill } from './judge-drill.ts';
import { factsOf } from './drill-facts.ts';
import { type DrillRow, runningDrills } from './list-drills.ts';

const timeoutMs = 10_000;
const maxAnswerBytes = 4_096;

/** Sends what is to be sent, ends drills of which all is known, and closes what came after. */
export async function followDrills(context: AlertContext): Promise<void> {
  await sendRequests(context);
  for (const row of await runningDrills(context.store)) await endIfOver(context.store, row);
  await closeLate(context.store);
}

/** Each once: a server that dies while it sends leaves a drill that ends by itself. */
async function sendRequests(context: AlertContext): Promise<void> {
  const { rows } = await sql<{ id: string; app_id: string; target: string }>`
    update drills set sent_at = clock_timestamp() where id in (
      select id from drills where way = 'request' and sent_at is null and ended_at is null for update skip locked)
    returning id, app_id, target`.execute(context.store);
  await Promise.all(
    rows.map(async ({ id, app_id, target }) => {
      const answer = await ask(context, app_id, id, target);
      await noteAnswer(context.store, id, answer);
    }),
  );
}

async function ask(
  { store, innerNetworks }: AlertContext,
  appId: string,
  id: string,
  target: string,
): Promise<DrillAnswer> {
  const started = performance.now();
  const tookMs = (): number => Math.round(performance.now() - started);
  try {
    const request = await drillRequest(store, appId, id);
    if (request === undefined)
      return { tookMs: 0, problem: 'the app has no ingest token any more' };
    const { status } = await exchange(
      {
        method: 'GET',
        url: urlWith(target, request),
        headers: {},
        body: '',
        maxBytes: maxAnswerBytes,
      },
      { innerNetworks, timeoutMs },
    );
    return { status, tookMs: tookMs() };
  } catch (error) {
    return { tookMs: tookMs(), problem: reachProblem(error, timeoutMs) };
  }
}

/** What the app said to the request, once. False when no such drill runs. */
export async function noteAnswer(store: Store, id: string, answer: DrillAnswer): Promise<boolean> {
  const noted = await store
    .updateTable('drills')
    .set({ answer: JSON.stringify(answer), sent_at: sql<Date>`coalesce(sent_at, now())` })
    .where('id', '=', id)
    .where('answer', 'is', null)
    .where('ended_at', 'is', null)
    .returning('app_id')
    .executeTakeFirst();
  if (noted === undefined) return false;
  await notify(store, [{ type: 'drill', id, appId: noted.app_id }]);
  return true;
}

async function endIfOver(store: Store, row: DrillRow): Promise<void> {
  const report = judgeDrill(await factsOf(store, row));
  const { outcome } = report;
  if (outcome === undefined) return;
  await store.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('drills')
      .set({ ended_at: sql<Date>`now()`, outcome, report: JSON.stringify(report) })
      .where('id', '=', row.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return;
    await takeBack(transaction, row);
    await record(transaction, system, 'end drill', row.app, { id: row.id, outcome });
    await notify(transaction, [{ type: 'drill', id: row.id, appId: row.app_id }]);
  });
}

/** Nobody is told of a drill that is over: neither in a summary nor by a later try. Its incident is closed. */
async function takeBack(transaction: Store, { id, incident_id, app_id }: DrillRow): Promise<void> {
  if (incident_id === null) return;
  await sql`delete from deliveries where incident_id = ${incident_id} and state = 'gathered'`.execute(
    transaction,
  );
  await sql`
    update deliveries set state = 'failed', finished_at = now(), problem = coalesce(problem, 'the drill was over before it was told')
    where incident_id = ${incident_id} and state = 'waiting'`.execute(transaction);
  await sql`
    update incidents set status = 'closed', updated_at = now() where drill_id = ${id}`.execute(
    transaction,
  );
  await queueNews(transaction, [{ id: incident_id, news: 'resolved' }]);
  await notify(transaction, [{ type: 'incident', id: incident_id, appId: app_id, isNew: false }]);
}

/** What a guard reported only after the end, for instance because watch was away. */
async function closeLate(store: Store): Promise<void> {
  await sql`
    update incidents i set status = 'closed', updated_at = now() from drills d
    where i.drill_id = d.id and i.status = 'open' and d.ended_at is not null`.execute(store);
}
