import type { WorkRow } from './list-work.ts';

/** How an item stood for somebody who changes it; what they did not look at is left out. */
export interface WorkSeen {
  readonly assigneeId?: string | null | undefined;
  readonly priority?: string | undefined;
  readonly dueAt?: string | undefined;
  readonly state?: string | undefined;
}

/** What somebody else made of the very thing that is to be changed, in words; `undefined` when it is as it was seen. */
export function changedMeanwhile(
  item: WorkRow,
  {
    was = {},
    accepted,
    ...wanted
  }: WorkSeen & { readonly accepted?: unknown; readonly was?: WorkSeen | undefined },
): string | undefined {
  const { assignee_id: assigneeId, assignee, priority, state } = item;
  const dueAt = item.due_at.toISOString();
  const isOther = <Value>(now: Value, seen: Value | undefined, next: Value | undefined): boolean =>
    next !== undefined && seen !== undefined && now !== seen && now !== next;
  const instant = (time: string | undefined): string | undefined =>
    time === undefined ? undefined : new Date(time).toISOString();
  const changes = [
    isOther(assigneeId, was.assigneeId, wanted.assigneeId) &&
      `it is assigned to ${assignee ?? 'nobody'} now`,
    isOther(priority, was.priority, wanted.priority) && `its priority is ${priority} now`,
    isOther(dueAt, instant(was.dueAt), instant(wanted.dueAt)) &&
      `it is due on ${dueAt.slice(0, 10)} now`,
    isOther(state, was.state, accepted === undefined ? wanted.state : 'accepted anew') &&
      `it is ${state} now`,
  ].filter((words) => words !== false);
  return changes.length === 0
    ? undefined
    : `Somebody changed it meanwhile: ${changes.join(', and ')}. Look again.`;
}
