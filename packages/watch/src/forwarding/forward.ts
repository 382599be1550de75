import { sql } from 'kysely';
import type { AlertContext } from '../alerts/alert-context.ts';
import { withoutSecrets } from '../alerts/settings.ts';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { isDue } from '../store/due.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import { wholeSettings } from '../vault/secret-settings.ts';
import { WatchError } from '../words/watch-error.ts';
import { type DestinationRow, forwardKindOf, lastNumber, placeOf } from './destinations.ts';
import type { BatchVerdict, Forwarded } from './forward-kind.ts';
import { readBatch } from './read-batch.ts';
import { sendParcel } from './send-parcel.ts';

const batchRows = 200;
const timeoutMs = 20_000;
/** One destination has so long in a turn, so that what comes meanwhile is numbered too. */
const turnMs = 10_000;
const numbersAtOnce = 20_000;
/** Seconds to wait after the first, second… failure in a row; the last one again and again. */
const waits = [2, 5, 10, 30, 60, 120, 300];
const longestWait = Math.max(...waits);
/** What no destination took within so long is dropped, and counted. */
const keptDays = 30;

/** Sends on what was stored, to each destination in order, from where it stands. Only one server does, by the job's lock. */
export async function forward(context: AlertContext): Promise<void> {
  const { store } = context;
  await numberLog(store);
  const due = await store
    .selectFrom('destinations')
    .selectAll()
    .where('is_paused', '=', false)
    .where(isDue(sql`next_at`, longestWait))
    .execute();
  const done = await Promise.allSettled(due.map((one) => forwardTo(context, one)));
  await prune(store);
  const broken = done.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
}

/**
 * Numbers what was committed since. A transaction that began before another and ends after it gets its
 * numbers then, so that a destination which reads on from its number misses nothing.
 */
async function numberLog(store: Store): Promise<void> {
  await sql`
    with fresh as (
      select id, row_number() over (order by id) as place
      from (select id from forward_log where seq is null order by id limit ${numbersAtOnce}) n)
    update forward_log l set seq = ${lastNumber} + fresh.place from fresh where l.id = fresh.id`.execute(
    store,
  );
}

async function forwardTo(context: AlertContext, destination: DestinationRow): Promise<void> {
  const { store, gazetteer } = context;
  const { sources } = destination;
  let after = destination.cursor_seq;
  for (const until = Date.now() + turnMs; Date.now() < until;) {
    const { items, last } = await readBatch(store, gazetteer, { sources, after, most: batchRows });
    if (last === undefined) return;
    const verdict = items.length === 0 ? nothing : await sendBatch(context, destination, items);
    if (!verdict.isTaken) {
      await noteFailure(store, destination, verdict.problem);
      return;
    }
    if (!(await noteSuccess(store, destination, after, last, items.length, verdict))) return;
    after = last;
  }
}

const nothing: BatchVerdict = { isTaken: true, refused: 0 };

async function sendBatch(
  { vault, innerNetworks }: AlertContext,
  destination: DestinationRow,
  items: readonly Forwarded[],
): Promise<BatchVerdict> {
  const kind = forwardKindOf(destination.kind);
  if (kind === undefined) {
    return { isTaken: false, problem: `there is no kind ${destination.kind} in this version` };
  }
  try {
    const settings = wholeSettings(vault, placeOf(destination.id), destination);
    const parcel = kind.pack(items, kind.settings.parse(settings) as never);
    const verdict = await sendParcel(parcel, { innerNetworks, timeoutMs });
    if (verdict.problem === undefined) return verdict;
    return { ...verdict, problem: withoutSecrets(verdict.problem, kind, settings) };
  } catch (error) {
    if (!(error instanceof WatchError)) throw error;
    return { isTaken: false, problem: error.message };
  }
}

/** False when somebody changed the destination meanwhile: the next turn reads it anew. */
async function noteSuccess(
  store: Store,
  { id }: DestinationRow,
  after: number,
  last: number,
  count: number,
  verdict: BatchVerdict & { readonly isTaken: true },
): Promise<boolean> {
  const { refused, problem } = verdict;
  const { rows } = await sql<{ goesOn: boolean }>`
    update destinations set cursor_seq = ${last}, failures = 0, sent = sent + ${count - refused},
      refused = refused + ${refused}, sent_at = case when ${count} > 0 then now() else sent_at end,
      problem = ${problem ?? null}, problem_at = case when ${problem ?? null}::text is null then null else now() end
    where id = ${id} and cursor_seq = ${after} returning not is_paused as "goesOn"`.execute(store);
  await notify(store, [{ type: 'forward', id }]);
  return rows[0]?.goesOn === true;
}

async function noteFailure(
  store: Store,
  { id, failures }: DestinationRow,
  problem: string,
): Promise<void> {
  const wait = waits[Math.min(failures, waits.length - 1)] ?? 0;
  await sql`
    update destinations set failures = failures + 1, problem = ${problem}, problem_at = now(),
      next_at = now() + make_interval(secs => ${wait}) where id = ${id}`.execute(store);
  await notify(store, [{ type: 'forward', id }]);
}

/** Takes out of the log what every destination has had, and what is too old. */
async function prune(store: Store): Promise<void> {
  await sql`
    update destinations d set dropped = d.dropped + n.count, cursor_seq = n.last from (
      select d.id, count(*) as count, max(l.seq) as last from destinations d
      join forward_log l on l.seq > d.cursor_seq and l.source = any(d.sources)
        and l.logged_at < now() - make_interval(days => ${keptDays}) group by d.id) n
    where d.id = n.id`.execute(store);
  // The last one stays, so that no number is given twice.
  await sql`
    delete from forward_log l using (
      select id from forward_log where seq < ${lastNumber} order by seq limit ${numbersAtOnce}) n
    where l.id = n.id and not exists (
      select from destinations d where l.source = any(d.sources) and l.seq > d.cursor_seq)`.execute(
    store,
  );
}

/** Sends one made-up message now; `undefined` when there is no such destination. */
export async function testDestination(
  context: AlertContext,
  principal: Principal,
  id: string,
): Promise<(BatchVerdict & { readonly tookMs: number }) | undefined> {
  const { store } = context;
  const found = await store
    .selectFrom('destinations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const message = `A test that ${principal.name} asked for. Nothing happened.`;
  const fields = { asker: principal.name };
  const note = {
    id: newId(),
    action: 'test',
    at: new Date(),
    severity: 'low',
    message,
    fields,
  } as const;
  const started = performance.now();
  const verdict = await sendBatch(context, found, [{ source: 'test', note }]);
  const tookMs = Math.round(performance.now() - started);
  await record(store, principal, 'test destination', found.name, { id, isTaken: verdict.isTaken });
  return { ...verdict, tookMs };
}
