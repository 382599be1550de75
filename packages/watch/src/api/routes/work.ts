import * as z from 'zod';
import { findIncident } from '../../incidents/list-incidents.ts';
import { changeWork } from '../../work/change-work.ts';
import { decideException, proposeException } from '../../work/exceptions.ts';
import { takeUpIncident } from '../../work/incident-work.ts';
import { countWork, findWork, listWork, workOfIncident } from '../../work/list-work.ts';
import { confirmReplay, watchForReplay } from '../../work/replays.ts';
import { changeWorkSettings, readWorkSettings } from '../../work/work-settings.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { readCursor, shown } from '../http/paging.ts';
import { requireAllApps } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { showDetail, showWork } from './show-work.ts';
import { byId, id, page, paging, shortText, time, whole } from '../schemas/parts.ts';
import { practiceId } from '../schemas/practice.ts';
import {
  day,
  prioritySchema,
  workDetailSchema,
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
    async handle({ console: { store }, asker, query }) {
      const { limit, cursor, app, assignee, unassigned, overdue, state, ...rest } = query;
      const filter = {
        ...rest,
        state,
        appId: app,
        assigneeId: assignee,
        isUnassigned: unassigned === 'true',
        isOverdue: overdue === 'true',
      };
      return shown(await listWork(store, asker, filter, limit, readCursor(cursor)), showWork);
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
      return { ...(await countWork(store, asker)) };
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
    summary: 'Within how many days work is due, when evidence is stale, and who gets new work',
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
      requireAllApps(asker);
      if (await changeWorkSettings(store, asker, body)) return undefined;
      throw new ApiError('bad_request', 'There is no such person to assign to.');
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
    async handle({ console: { store }, asker, params }) {
      const found = await findWork(store, params.id, asker);
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
      was: z
        .object({
          assignee: id.nullable(),
          priority: prioritySchema,
          dueAt: time,
          state: workState,
        })
        .partial()
        .optional()
        .describe('As the asker saw it. What is changed and is otherwise by now gives 409.'),
    }),
    async handle({ console: { store }, asker, params, body: { assignee, was, ...rest } }) {
      const { assignee: seen, ...more } = was ?? {};
      const change = { ...rest, assigneeId: assignee, was: { ...more, assigneeId: seen } };
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
    async handle({ console: { store }, asker, params }) {
      if ((await findIncident(store, asker, params.id)) === undefined) {
        throw new ApiError('not_found', 'There is no such incident.');
      }
      const found = await workOfIncident(store, params.id, asker);
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
