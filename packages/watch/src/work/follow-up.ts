import type { Severity } from '@castellan/core';
import { sql } from 'kysely';
import { notify } from '../live/notices.ts';
import { queueOtherNews } from '../outbox/outbox.ts';
import type { Store } from '../store/schema.ts';
import { addNotes, byWatch } from './work-notes.ts';
import { judgeReplays } from './replays.ts';
import { dueAt, readWorkSettings } from './work-settings.ts';
import { dayOf } from './work-state.ts';

const mostAtOnce = 200;

/** What time brings: acceptances end, due days pass, replays are seen, incidents come back. */
export async function followUpWork(store: Store, now: Date = new Date()): Promise<void> {
  await reopenEnded(store, now);
  await reopenReturned(store, now);
  await tellOverdue(store, now);
  await judgeReplays(store);
}

async function reopenEnded(store: Store, now: Date): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const ended = await transaction
      .selectFrom('work_items')
      .select(['id', 'priority', 'accepted_until'])
      .where('state', '=', 'accepted')
      .where('accepted_until', '<', dayOf(now))
      .limit(mostAtOnce)
      .forUpdate()
      .skipLocked()
      .execute();
    const settings = await readWorkSettings(transaction);
    for (const { id, priority, accepted_until } of ended) {
      await transaction
        .updateTable('work_items')
        .set({
          state: 'open',
          updated_at: now,
          due_at: dueAt(settings, priority as Severity, now),
          told_overdue_at: null,
        })
        .where('id', '=', id)
        .execute();
      const text = `It was accepted until ${accepted_until ?? ''}; that is over.`;
      await addNotes(transaction, [{ itemId: id, author: byWatch, kind: 'reopened', text }]);
      await notify(transaction, [{ type: 'work', id }]);
    }
  });
}

/** An incident of the same kind after its work was done: not stopped for good. */
async function reopenReturned(store: Store, now: Date): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string; last_seen: Date }>`
      update work_items w set state = 'open', reopened = w.reopened + 1, updated_at = ${now},
        seen_at = i.last_seen, told_overdue_at = null
      from incidents i, incidents o
      where w.state = 'verified' and o.id = w.incident_id and i.app_id = o.app_id
        and i.detection = o.detection and i.route = o.route and i.outcome = o.outcome and i.drill_id is null
        and i.last_seen > w.updated_at and i.last_seen > now() - interval '1 day'
      returning w.id, i.last_seen`.execute(transaction);
    for (const { id, last_seen } of rows) {
      const text = `It came back: the same attack reached the same route at ${last_seen.toISOString()}.`;
      await addNotes(transaction, [{ itemId: id, author: byWatch, kind: 'reopened', text }]);
      await notify(transaction, [{ type: 'work', id }]);
    }
  });
}

async function tellOverdue(store: Store, now: Date): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const overdue = await transaction
      .selectFrom('work_items as w')
      .innerJoin('apps as a', 'a.id', 'w.app_id')
      .leftJoin('people as p', 'p.id', 'w.assignee_id')
      .select(['w.id', 'w.title', 'w.priority', 'w.rule', 'w.due_at', 'w.app_id'])
      .select(['a.name as app', 'p.name as assignee'])
      .where('w.state', 'in', ['open', 'in-work'])
      .where('w.due_at', '<', now)
      .where('w.told_overdue_at', 'is', null)
      .limit(mostAtOnce)
      .forUpdate('w')
      .skipLocked()
      .execute();
    for (const { id, title, priority, rule, due_at, app, app_id, assignee } of overdue) {
      await queueOtherNews(transaction, 'overdue', {
        subject: `work ${id}`,
        severity: priority as Severity,
        title,
        text: `It was due on ${dayOf(due_at)}. ${assignee === null ? 'Nobody has it' : `${assignee} has it`}.`,
        facts: [
          { name: 'App', value: app },
          { name: 'Rule', value: rule },
        ],
        path: `/work/${id}`,
        appId: app_id,
      });
    }
    if (overdue.length === 0) return;
    await transaction
      .updateTable('work_items')
      .set({ told_overdue_at: now })
      .where(
        'id',
        'in',
        overdue.map(({ id }) => id),
      )
      .execute();
  });
}
