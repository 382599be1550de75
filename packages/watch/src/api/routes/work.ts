import type { Severity } from '@castellan/core';
import * as z from 'zod';
import { changeWork } from '../../work/change-work.ts';
import { decideException, listExceptions, proposeException } from '../../work/exceptions.ts';
import { latestFinding, takeUpIncident } from '../../work/incident-work.ts';
import {
  countWork,
  findWork,
  listWork,
  workOfIncident,
  type WorkRow,
} from '../../work/list-work.ts';
import { replayLine } from '../../work/replay-line.ts';
import { confirmReplay, listReplays, watchForReplay } from '../../work/replays.ts';
import { changeWorkSettings, readWorkSettings } from '../../work/work-settings.ts';
import { dueStates, type WorkState } from '../../work/work-state.ts';
import type { Store } from '../../store/schema.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { byId, id, page, paging, shortText, time, whole } from '../schemas/parts.ts';
import { practiceId } from '../schemas/practice.ts';
import {
  day,
  prioritySchema,
  type WorkDetail,
  workDetailSchema,
  type WorkItem,
  workItemSchema,
  workSettingsSchema,
  workState,
} from '../schemas/work.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such work.');
const yes = z.literal('true').optional();

export const workRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/work',
    operation: 'listWork',
    summary: 'What is to be mended, the most recently changed first',
    access: 'read',
    query: z.object({
      ...paging,
      app: id.optional(),
      state: z.union([workState, z.literal('due')]).optional(),
      assignee: id.optional(),
      unassigned: yes,
      overdue: yes,
      priority: prioritySchema.optional(),
      practice: practiceId.optional(),
      origin: z.enum(['finding', 'incident']).optional(),
    }),
    result: page(workItemSchema),
    async handle({ console: { store }, query }) {
      const { limit, cursor, app, assignee, unassigned, overdue, state, ...rest } = query;
      const filter = {
        ...rest,
        state: state as WorkState | 'due' | undefined,
        appId: app,
        assigneeId: assignee,
        isUnassigned: unassigned === 'true',
        isOverdue: overdue === 'true',
      };
      return shown(await listWork(store, filter, limit, readCursor(cursor)), showWork);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/work/counts',
    operation: 'countWork',
    summary: 'How much is to be done: in all, by who asks, and too late',
    access: 'read',
    result: z.object({ due: z.number(), mine: z.number(), overdue: z.number() }),
    async handle({ console: { store }, asker }) {
      return { ...(await countWork(store, asker.id)) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/work/assignees',
    operation: 'listAssignees',
    summary: 'Who can be given work: names alone',
    access: 'read',
    result: whole(z.object({ id, name: z.string() })),
    async handle({ console: { store } }) {
      const people = await store
        .selectFrom('people')
        .select(['id', 'name'])
        .where('disabled_at', 'is', null)
        .where('role', '!=', 'viewer')
        .orderBy('name')
        .execute();
      return { items: people };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/work/settings',
    operation: 'getWorkSettings',
    summary: 'Within how many days work is due, and when evidence is stale',
    access: 'read',
    result: workSettingsSchema,
    handle: ({ console: { store } }) => readWorkSettings(store),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/work/settings',
    operation: 'changeWorkSettings',
    summary: 'Sets them, for what is opened from now on',
    access: 'change work settings',
    body: workSettingsSchema,
    async handle({ console: { store }, asker, body }) {
      await changeWorkSettings(store, asker, body);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/work/{id}',
    operation: 'getWork',
    summary: 'One item, its history and what was tried',
    access: 'read',
    params: byId,
    result: workDetailSchema,
    async handle({ console: { store }, params }) {
      const found = await findWork(store, params.id);
      if (found === undefined) throw notFound();
      return showDetail(store, found);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/work/{id}',
    operation: 'changeWork',
    summary: 'Assigns, comments, sets priority and due day, says fixed, accepts or opens again',
    access: 'work',
    params: byId,
    body: z.object({
      assignee: id.nullable().optional(),
      priority: prioritySchema.optional(),
      dueAt: time.optional(),
      state: z.enum(['open', 'in-work', 'fixed']).optional(),
      accepted: z.object({ reason: shortText, until: day }).optional(),
      comment: z.string().trim().min(1).max(4_000).optional(),
    }),
    async handle({ console: { store }, asker, params, body: { assignee, priority, ...rest } }) {
      const change = { ...rest, assigneeId: assignee, priority: priority as Severity | undefined };
      idOf(await changeWork(store, asker, params.id, change), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/incidents/{id}/work',
    operation: 'getIncidentWork',
    summary: 'The work of an incident, where somebody took it up',
    access: 'read',
    params: byId,
    result: z.object({ item: workItemSchema.optional() }),
    async handle({ console: { store }, params }) {
      const found = await workOfIncident(store, params.id);
      return found === undefined ? {} : { item: showWork(found) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/incidents/{id}/work',
    operation: 'takeUpIncident',
    summary: 'Makes work of an incident; the same item when it is there already',
    access: 'work',
    params: byId,
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, params }) {
      const made = await takeUpIncident(store, asker, params.id);
      if (made === undefined) throw new ApiError('not_found', 'There is no such incident.');
      return { id: made };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/work/{id}/replays',
    operation: 'watchForReplay',
    summary: 'Looks for 15 minutes whether the same attack reaches the same route and input',
    access: 'work',
    params: byId,
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, params }) {
      return { id: idOf(await watchForReplay(store, asker, params.id), notFound) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/work/{id}/replays/{replay}/confirmation',
    operation: 'confirmReplay',
    summary: 'Says that the replay was sent while nothing was seen: verifies the fix',
    access: 'work',
    params: z.object({ id, replay: id }),
    async handle({ console: { store }, asker, params }) {
      idOf(await confirmReplay(store, asker, params.id, params.replay), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/work/{id}/exceptions',
    operation: 'proposeException',
    summary:
      'Proposes a narrow exception for a false alarm, as a change of the app’s settings file',
    access: 'work',
    params: byId,
    body: z.object({
      reason: z.string().trim().min(3).max(500),
      until: day,
      file: z.string().max(60_000).describe('castellan.config.json as it is; empty without one.'),
    }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, params, body }) {
      return { id: idOf(await proposeException(store, asker, params.id, body), notFound) };
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/exceptions/{id}/decision',
    operation: 'decideException',
    summary: 'A second person approves or refuses a proposed exception',
    access: 'approve exception',
    params: byId,
    body: z.object({ isApproved: z.boolean() }),
    async handle({ console: { store }, asker, params, body }) {
      idOf(await decideException(store, asker, params.id, body.isApproved), notFound);
      return undefined;
    },
  }),
];

async function showDetail(store: Store, row: WorkRow): Promise<WorkDetail> {
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

function showWork(row: WorkRow): WorkItem {
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
