import type { Severity } from '@castellan/core';
import type { Store } from '../../store/schema.ts';
import { listExceptions } from '../../work/exceptions.ts';
import { latestFinding } from '../../work/incident-work.ts';
import type { WorkRow } from '../../work/list-work.ts';
import { replayLine } from '../../work/replay-line.ts';
import { listReplays } from '../../work/replays.ts';
import { dueStates, type WorkState } from '../../work/work-state.ts';
import { iso } from '../http/paging.ts';
import type { WorkDetail, WorkItem } from '../schemas/work.ts';

/** An item with its history, as the API shows it. */
export async function showDetail(store: Store, row: WorkRow): Promise<WorkDetail> {
  const notes = await store
    .selectFrom('work_notes')
    .selectAll()
    .where('item_id', '=', row.id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  const finding =
    row.incident_id === null ? undefined : await latestFinding(store, row.incident_id);
  const line = finding && replayLine(finding);
  return {
    item: showWork(row),
    notes: notes.map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      author: one.author,
      kind: one.kind as WorkDetail['notes'][number]['kind'],
      text: one.text,
    })),
    exceptions: (await listExceptions(store, row.id)).map((one) => ({
      id: one.id,
      detection: one.detection,
      route: one.route,
      input: one.input,
      reason: one.reason,
      until: one.until,
      diff: one.diff,
      after: one.after_text,
      state: one.state as WorkDetail['exceptions'][number]['state'],
      askedById: one.asked_by_id,
      askedBy: one.asked_by,
      askedAt: one.asked_at.toISOString(),
      ...(one.decided_by !== null && { decidedBy: one.decided_by }),
      ...iso('decidedAt', one.decided_at),
    })),
    replays: (await listReplays(store, row.id)).map((one) => ({
      id: one.id,
      startedAt: one.started_at.toISOString(),
      startedBy: one.started_by,
      endsAt: one.ends_at.toISOString(),
      outcome: one.outcome as WorkDetail['replays'][number]['outcome'],
      seen: one.seen,
    })),
    ...(line !== undefined && {
      replayLine: { command: line.command, missing: [...line.missing] },
    }),
  };
}

/** An item, as the API shows it. */
export function showWork(row: WorkRow): WorkItem {
  const state = row.state as WorkState;
  return {
    id: row.id,
    appId: row.app_id,
    app: row.app,
    origin: row.origin as WorkItem['origin'],
    ...(row.target !== null && { target: row.target }),
    ...(row.fingerprint !== null && { fingerprint: row.fingerprint }),
    ...(row.incident_id !== null && { incidentId: row.incident_id }),
    rule: row.rule,
    ...(row.practice !== null && { practice: row.practice }),
    severity: row.severity as Severity,
    priority: row.priority as Severity,
    title: row.title,
    advice: row.advice,
    shownBy: row.shown_by,
    ...(row.place !== null && { place: row.place }),
    state,
    ...(row.assignee_id !== null && { assigneeId: row.assignee_id }),
    ...(row.assignee !== null && { assignee: row.assignee }),
    dueAt: row.due_at.toISOString(),
    isOverdue: dueStates.includes(state) && row.due_at.getTime() < Date.now(),
    ...(row.accepted_reason !== null && { acceptedReason: row.accepted_reason }),
    ...(row.accepted_by !== null && { acceptedBy: row.accepted_by }),
    ...(row.accepted_until !== null && { acceptedUntil: row.accepted_until }),
    openedAt: row.opened_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    reopened: row.reopened,
  };
}
