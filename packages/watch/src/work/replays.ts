import { type Selectable, sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import type { ReplaysTable } from '../store/work-schema.ts';
import type { Done } from '../words/done.ts';
import { latestFinding } from './incident-work.ts';
import { findWork } from './list-work.ts';
import { addNotes, byWatch } from './work-notes.ts';

/** How long watch looks for a replay. */
const replayMinutes = 15;

/**
 * What was seen: guard stopped it, or something went through; or nothing came. Silence proves a fix only
 * when the replay was sent, which only its sender knows.
 */
export const replayOutcomes = [
  'watching',
  'blocked',
  'not-blocked',
  'silent',
  'confirmed',
] as const;
export type ReplayOutcome = (typeof replayOutcomes)[number];

export type ReplayRow = Selectable<ReplaysTable>;

export async function listReplays(store: Store, itemId: string): Promise<readonly ReplayRow[]> {
  return store
    .selectFrom('replays')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

/** Begins to look for the same attack on the same route and input. */
export async function watchForReplay(
  store: Store,
  principal: Principal,
  itemId: string,
): Promise<Done | undefined> {
  return store.transaction().execute(async (transaction) => {
    const item = await findWork(transaction, itemId, principal);
    if (item === undefined) return undefined;
    if (item.incident_id === null)
      return { ok: false, problem: 'A finding of check is verified by its next report.' };
    const finding = await latestFinding(transaction, item.incident_id);
    if (finding === undefined)
      return { ok: false, problem: 'Its events are not kept any more: nothing can be compared.' };
    const id = newId();
    await transaction
      .insertInto('replays')
      .values({
        id,
        item_id: itemId,
        started_by: principal.name,
        input: finding.input.path,
        ends_at: sql<Date>`now() + make_interval(mins => ${replayMinutes})`,
      })
      .execute();
    await record(transaction, principal, 'watch for replay', itemId);
    await notify(transaction, [{ type: 'work', id: itemId }]);
    return { ok: true, id };
  });
}

/** Looks what came of every replay that is watched for; called again and again. */
export async function judgeReplays(store: Store): Promise<void> {
  const watching = await store
    .selectFrom('replays')
    .select('id')
    .where('outcome', '=', 'watching')
    .execute();
  for (const { id } of watching) await judgeReplay(store, id);
}

async function judgeReplay(store: Store, id: string): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ item_id: string; seen: number; blocked: number; ended: boolean }>`
      select r.item_id, r.ends_at < now() as ended, count(e.id)::int as seen,
        (count(e.id) filter (where e.disposition = 'blocked'))::int as blocked
      from replays r
      join work_items w on w.id = r.item_id
      join incidents i on i.id = w.incident_id
      left join events e on e.app_id = i.app_id and e.at between r.started_at and r.ends_at
        and e.detection = i.detection and e.route = i.route
        and e.finding->'input'->>'path' = r.input
      where r.id = ${id} and r.outcome = 'watching'
      group by r.id`.execute(transaction);
    const row = rows[0];
    if (row === undefined || (row.seen === 0 && !row.ended)) return;
    const outcome =
      row.seen === 0 ? 'silent' : row.blocked === row.seen ? 'blocked' : 'not-blocked';
    const words = {
      silent: `Nothing like it was seen in ${replayMinutes} minutes. If it was sent, it does no harm any more.`,
      blocked: 'It was sent again and guard stopped it: protected, but the code is not mended.',
      'not-blocked': 'It was sent again and was not stopped.',
    }[outcome];
    await transaction
      .updateTable('replays')
      .set({ outcome, seen: row.seen })
      .where('id', '=', id)
      .execute();
    await addNotes(transaction, [
      { itemId: row.item_id, author: byWatch, kind: 'replay', text: words },
    ]);
    await notify(transaction, [{ type: 'work', id: row.item_id }]);
  });
}

/**
 * The sender says that the replay was sent while nothing was seen: that verifies the fix, on their word.
 */
export async function confirmReplay(
  store: Store,
  principal: Principal,
  itemId: string,
  replayId: string,
): Promise<Done | undefined> {
  await judgeReplays(store);
  return store.transaction().execute(async (transaction) => {
    if ((await findWork(transaction, itemId, principal)) === undefined) return undefined;
    const changed = await transaction
      .updateTable('replays')
      .set({ outcome: 'confirmed', ends_at: sql<Date>`least(ends_at, now())` })
      .where('id', '=', replayId)
      .where('item_id', '=', itemId)
      .where('outcome', 'in', ['watching', 'silent'])
      .returning('id')
      .executeTakeFirst();
    if (changed === undefined)
      return {
        ok: false,
        problem: 'Only a replay of which nothing was seen can be confirmed.',
        isConflict: true,
      };
    await transaction
      .updateTable('work_items')
      .set({ state: 'verified', updated_at: new Date() })
      .where('id', '=', itemId)
      .execute();
    const text = `Verified by replay: ${principal.name} sent it again, and watch saw nothing of it.`;
    await addNotes(transaction, [{ itemId, author: principal.name, kind: 'verified', text }]);
    await record(transaction, principal, 'confirm replay', itemId, { replay: replayId });
    await notify(transaction, [{ type: 'work', id: itemId }]);
    return { ok: true, id: itemId };
  });
}
