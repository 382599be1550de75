import * as z from 'zod';
import { checkActor } from '../../decisions/critical.ts';
import { decide, undo } from '../../decisions/decisions.ts';
import { type DecisionRow, listDecisions } from '../../decisions/list-decisions.ts';
import { mayDo } from '../../people/roles.ts';
import { ApiError } from '../http/api-error.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { actorSchema, type DecisionRecord, decisionSchema } from '../schemas/decision.ts';
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
        .max(100)
        .optional()
        .describe('An address or a network: decisions about it, or about a network around it.'),
    }),
    result: page(decisionSchema),
    async handle({ console: { store }, query: { limit, cursor, inForce, actor } }) {
      const filter = { isInForce: inForce, actor };
      return shown(await listDecisions(store, filter, limit, readCursor(cursor)), showDecision);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/decisions',
    operation: 'decide',
    summary:
      'Blocks an address or a network, until an end and for a reason. Apps have it within ten seconds',
    access: 'decide',
    body: z.object({
      app: id.optional().describe('Without it the decision is for every app.'),
      actor: actorSchema,
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
      const { app, reason, seconds, includesCritical } = body;
      const checked = checkActor(body.actor);
      if (!checked.ok) throw new ApiError('bad_request', checked.problem);
      if (checked.isCritical && !includesCritical) {
        throw new ApiError(
          'conflict',
          `${checked.actor.value} is an inner address: a proxy, a health check or the team may be there. ` +
            'It is not blocked unless the decision says includesCritical.',
        );
      }
      if (includesCritical && !mayDo(asker.role, 'decide about critical address')) {
        throw new ApiError('not_allowed', 'Your role may not decide about inner addresses.');
      }
      if (app !== undefined) {
        const found = await store
          .selectFrom('apps')
          .select('id')
          .where('id', '=', app)
          .executeTakeFirst();
        if (found === undefined) throw new ApiError('not_found', 'There is no such app.');
      }
      const end = new Date(Date.now() + seconds * 1_000);
      const { actor } = checked;
      return {
        id: await decide(store, asker, { appId: app, actor, reason, end, includesCritical }),
      };
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
    action: 'block',
    actor: { kind: row.actor_kind === 'network' ? 'network' : 'address', value: row.actor_value },
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
