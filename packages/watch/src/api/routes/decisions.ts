import { actorKinds, type DecisionAction, decisionActions } from '@castellan/core';
import * as z from 'zod';
import { checkActor } from '../../decisions/critical.ts';
import { teamNetworks } from '../../decisions/critical-networks.ts';
import { decide, undo } from '../../decisions/decisions.ts';
import { actorOf, type DecisionRow, listDecisions } from '../../decisions/list-decisions.ts';
import { mayDo } from '../../people/roles.ts';
import { ApiError } from '../http/api-error.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { requireAllApps, requireApp } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  actorSchema,
  type DecisionRecord,
  decisionSchema,
  limitSchema,
} from '../schemas/decision.ts';
import { byId, id, page, paging, shortText } from '../schemas/parts.ts';

const maxSeconds = 366 * 86_400;

export const decisionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/decisions',
    operation: 'listDecisions',
    summary: 'Decisions about actors, the latest first',
    access: 'read',
    query: z.object({
      ...paging,
      inForce: z.stringbool().optional(),
      actor: z
        .string()
        .max(256)
        .optional()
        .describe('An address or a network: decisions about it, or about a network around it.'),
      kind: z.enum(actorKinds).optional().describe('What `actor` names.'),
      action: z.enum(decisionActions).optional(),
    }),
    result: page(decisionSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, inForce, ...rest } }) {
      const filter = { ...rest, isInForce: inForce };
      const found = await listDecisions(store, asker, filter, limit, readCursor(cursor));
      return shown(found, showDecision);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/decisions',
    operation: 'decide',
    summary:
      'Blocks, limits, asks again for who it is, or exempts an actor, until an end. Apps have it within ten seconds',
    access: 'decide',
    body: z.object({
      app: id.optional().describe('Without it the decision is for every app.'),
      action: z.enum(decisionActions).default('block'),
      actor: actorSchema,
      limit: limitSchema.optional().describe('How much is let through; with the action `limit`.'),
      reason: shortText,
      seconds: z.number().int().min(60).max(maxSeconds).describe('How long it is in force.'),
      includesCritical: z
        .boolean()
        .default(false)
        .describe('Needed for loopback, private and other inner addresses.'),
    }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      const { app, action, limit, reason, seconds, includesCritical } = body;
      const checked = checkActor(body.actor, await teamNetworks(store));
      if (!checked.ok) throw new ApiError('bad_request', checked.problem);
      const { actor } = checked;
      if ((action === 'limit') !== (limit !== undefined)) {
        throw new ApiError(
          'bad_request',
          'A limit says how much is let through, and nothing else does.',
        );
      }
      if (checked.isCritical && !includesCritical && action !== 'allow') {
        throw new ApiError(
          'conflict',
          `${actor.value} is an inner address, or one that the team called critical: a proxy, a health ` +
            'check or the team may be there. Nothing is done to it unless the decision says includesCritical.',
        );
      }
      if (includesCritical && !mayDo(asker.role, 'decide about critical address')) {
        throw new ApiError('not_allowed', 'Your role may not decide about inner addresses.');
      }
      if (app === undefined) requireAllApps(asker);
      else {
        requireApp(asker, app);
        const found = await store
          .selectFrom('apps')
          .select('id')
          .where('id', '=', app)
          .executeTakeFirst();
        if (found === undefined) throw new ApiError('not_found', 'There is no such app.');
      }
      const end = new Date(Date.now() + seconds * 1_000);
      const decision = { appId: app, action, actor, limit, reason, end, includesCritical };
      return { id: await decide(store, asker, decision) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/decisions/{id}',
    operation: 'undoDecision',
    summary: 'Takes a decision back',
    access: 'decide',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await undo(store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'There is no such decision in force.');
    },
  }),
];

function showDecision(row: DecisionRow): DecisionRecord {
  return {
    id: row.id,
    ...(row.app_id !== null && { appId: row.app_id }),
    action: row.action as DecisionAction,
    actor: actorOf(row),
    ...(row.request_limit !== null && { limit: row.request_limit }),
    ...(row.playbook_id !== null && { playbookId: row.playbook_id }),
    reason: row.reason,
    includesCritical: row.includes_critical,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    end: row.ends_at.toISOString(),
    ...iso('undoneAt', row.undone_at),
    ...(row.undone_by !== null && { undoneBy: row.undone_by }),
    isInForce: row.undone_at === null && row.ends_at.getTime() > Date.now(),
  };
}
