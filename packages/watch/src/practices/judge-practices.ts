import { practiceIds, type PracticeId, type PracticeStatus } from '@castellan/core';
import type { Store, StoreTransaction } from '../store/schema.ts';
import { combineStatus, type Said } from './combine-status.ts';
import { liveEvidence, type LiveFacts, readLiveFacts } from './live-evidence.ts';

/** Judges every app's practices anew: what guards and monitors tell changes without a report. */
export async function judgeAll(store: Store): Promise<void> {
  const facts = await readLiveFacts(store);
  const apps = await store.selectFrom('apps').select('id').execute();
  for (const { id } of apps)
    await store.transaction().execute((transaction) => judgeApp(transaction, id, facts));
}

/** Judges one app's practices from all that is said of them; history keeps changes only. */
export async function judgeApp(
  transaction: StoreTransaction,
  appId: string,
  facts: LiveFacts,
): Promise<void> {
  // Two judges of one app would both see a change.
  await transaction.selectFrom('apps').select('id').where('id', '=', appId).forUpdate().execute();
  const said = await saidByCheck(transaction, appId);
  const live = liveEvidence(appId, facts);
  const before = await transaction
    .selectFrom('practice_states')
    .selectAll()
    .where('app_id', '=', appId)
    .execute();
  const known = new Map(before.map((row) => [row.practice, row]));
  const { now } = facts;
  const rows = practiceIds.map((practice) => {
    const own = [...(said.get(practice) ?? []), ...live.filter((one) => one.practice === practice)];
    const status = combineStatus(own);
    const was = known.get(practice);
    const weighed = own.filter(({ weight }) => weight !== 'supports').map(({ at }) => at.getTime());
    return {
      app_id: appId,
      practice,
      status,
      since: was?.status === status ? was.since : now,
      // The oldest of what it rests on: evidence is as fresh as its stalest part.
      evidence_at: weighed.length === 0 ? null : new Date(Math.min(...weighed)),
    };
  });
  await transaction
    .insertInto('practice_states')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['app_id', 'practice']).doUpdateSet((update) => ({
        status: update.ref('excluded.status'),
        since: update.ref('excluded.since'),
        evidence_at: update.ref('excluded.evidence_at'),
      })),
    )
    .execute();
  const changed = rows.filter(({ practice, status }) => known.get(practice)?.status !== status);
  if (changed.length === 0) return;
  await transaction
    .insertInto('practice_changes')
    .values(changed.map(({ practice, status }) => ({ app_id: appId, practice, status, at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** By practice, of those reports whose rules are about it: a site's says nothing of the code. */
async function saidByCheck(
  transaction: StoreTransaction,
  appId: string,
): Promise<ReadonlyMap<PracticeId, readonly (Said & { readonly at: Date })[]>> {
  const rows = await transaction
    .selectFrom('practice_says as p')
    .select(['p.practice', 'p.status', 'p.at'])
    .where('p.app_id', '=', appId)
    .where((where) =>
      where.exists(
        where
          .selectFrom('rule_says as r')
          .select('r.rule')
          .whereRef('r.app_id', '=', 'p.app_id')
          .whereRef('r.kind', '=', 'p.kind')
          .whereRef('r.target', '=', 'p.target')
          .whereRef('r.practice', '=', 'p.practice'),
      ),
    )
    .execute();
  const found = new Map<PracticeId, (Said & { readonly at: Date })[]>();
  for (const { practice, status, at } of rows) {
    const list = found.get(practice as PracticeId) ?? [];
    list.push({ status: status as PracticeStatus, weight: 'judges', at });
    found.set(practice as PracticeId, list);
  }
  return found;
}
