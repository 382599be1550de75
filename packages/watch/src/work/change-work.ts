import type { Severity } from '@castellan/core';
import { notify } from '../live/notices.ts';
import { queueOtherNews } from '../outbox/outbox.ts';
import { record } from '../people/audit.ts';
import type { Principal } from '../people/principal.ts';
import type { Store, StoreTransaction } from '../store/schema.ts';
import type { Done } from '../words/done.ts';
import { changedMeanwhile, type WorkSeen } from './changed-meanwhile.ts';
import { findWork, type WorkRow } from './list-work.ts';
import { addNotes } from './work-notes.ts';
import { dayOf, rankOf } from './work-state.ts';

/** What somebody changes about an item. */
export interface WorkChange {
  /** `null` takes it from everybody. */
  readonly assigneeId?: string | null | undefined;
  readonly priority?: Severity | undefined;
  readonly dueAt?: string | undefined;
  readonly state?: 'open' | 'in-work' | 'fixed' | undefined;
  readonly accepted?: { readonly reason: string; readonly until: string } | undefined;
  readonly comment?: string | undefined;
  /** How it stood for them: what somebody else changed since is not written over. */
  readonly was?: WorkSeen | undefined;
}

/** Changes an item; each change is a line of its history. `undefined` when there is no such item. */
export async function changeWork(
  store: Store,
  principal: Principal,
  id: string,
  change: WorkChange,
  now: Date = new Date(),
): Promise<Done | undefined> {
  const { accepted } = change;
  if (accepted !== undefined && accepted.until < dayOf(now))
    return { ok: false, problem: 'It can only be accepted until a day to come.' };
  return store.transaction().execute(async (transaction) => {
    // One after the other: each line of the history then says what was before it.
    await transaction
      .selectFrom('work_items')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .execute();
    const item = await findWork(transaction, id, principal);
    if (item === undefined) return undefined;
    const conflict = changedMeanwhile(item, change);
    if (conflict !== undefined) return { ok: false, problem: conflict, isConflict: true };
    const assignee = await assigneeOf(transaction, change);
    if (assignee === 'none') return { ok: false, problem: 'There is no such person to assign to.' };
    const lines = linesOf(item, change, assignee);
    await transaction
      .updateTable('work_items')
      .set({
        updated_at: now,
        ...(change.assigneeId !== undefined && { assignee_id: change.assigneeId }),
        ...(change.priority !== undefined && {
          priority: change.priority,
          priority_rank: rankOf(change.priority),
        }),
        ...(change.dueAt !== undefined && { due_at: change.dueAt, told_overdue_at: null }),
        ...(change.state !== undefined && { state: change.state, ...notAccepted }),
        ...(accepted !== undefined && {
          state: 'accepted',
          accepted_reason: accepted.reason,
          accepted_by: principal.name,
          accepted_until: accepted.until,
        }),
      })
      .where('id', '=', id)
      .execute();
    const author = principal.name;
    await addNotes(
      transaction,
      lines.map((text) => ({ itemId: id, author, kind: 'changed' as const, text })),
    );
    if (change.comment !== undefined)
      await addNotes(transaction, [{ itemId: id, author, kind: 'comment', text: change.comment }]);
    const { comment: _, was: _was, ...details } = change;
    await record(transaction, principal, 'change work', id, { title: item.title, ...details });
    if (assignee !== undefined && change.assigneeId !== item.assignee_id)
      await tellAssigned(transaction, item, assignee);
    await notify(transaction, [{ type: 'work', id }]);
    return { ok: true, id };
  });
}

const notAccepted = { accepted_reason: null, accepted_by: null, accepted_until: null };

async function assigneeOf(
  transaction: StoreTransaction,
  { assigneeId }: WorkChange,
): Promise<string | undefined> {
  if (assigneeId === undefined || assigneeId === null) return undefined;
  const found = await transaction
    .selectFrom('people')
    .select('name')
    .where('id', '=', assigneeId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return found?.name ?? 'none';
}

function linesOf(item: WorkRow, change: WorkChange, assignee: string | undefined): string[] {
  const lines: string[] = [];
  if (change.assigneeId === null) lines.push('Assigned to nobody.');
  if (assignee !== undefined) lines.push(`Assigned to ${assignee}.`);
  if (change.priority !== undefined)
    lines.push(`Priority ${change.priority}, which was ${item.priority}.`);
  if (change.dueAt !== undefined) lines.push(`Due on ${change.dueAt.slice(0, 10)}.`);
  if (change.state === 'open') lines.push('Opened again.');
  if (change.state === 'in-work') lines.push('In work.');
  if (change.state === 'fixed') lines.push('Said to be fixed; not verified yet.');
  if (change.accepted !== undefined)
    lines.push(`Accepted until ${change.accepted.until}: ${change.accepted.reason}`);
  return lines;
}

async function tellAssigned(
  transaction: StoreTransaction,
  { id, title, rule, priority, app, app_id, due_at }: WorkRow,
  assignee: string,
): Promise<void> {
  await queueOtherNews(transaction, 'assigned', {
    subject: `work ${id}`,
    severity: priority as Severity,
    title: `${assignee}: ${title}`,
    text: `Assigned to ${assignee}, due on ${dayOf(due_at)}.`,
    facts: [
      { name: 'App', value: app },
      { name: 'Rule', value: rule },
    ],
    path: `/work/${id}`,
    appId: app_id,
  });
}
