import * as z from 'zod';
import {
  addPlaybook,
  changePlaybook,
  deletePlaybook,
  type FiringRow,
  listFirings,
  playbookStates,
  type PlaybookState,
} from '../../playbooks/playbooks.ts';
import { rehearse } from '../../playbooks/rehearse.ts';
import type { AppScope } from '../../people/app-scope.ts';
import { type PlaybookRule, ruleSchema } from '../../playbooks/rule.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { requireAllApps, requireApp } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { byId, environmentName, id, page, paging, whole } from '../schemas/parts.ts';
import {
  type Firing,
  firingSchema,
  type PlaybookRecord,
  playbookSchema,
  rehearsalSchema,
} from '../schemas/playbook.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such playbook.');

export const playbookRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/playbooks',
    operation: 'listPlaybooks',
    summary: 'Playbooks, the ready ones first, with how often each fired',
    access: 'read',
    result: whole(playbookSchema),
    async handle({ console: { store }, asker }) {
      return { items: (await playbookStates(store, asker)).map(showPlaybook) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/playbooks',
    operation: 'addPlaybook',
    summary: 'Adds a playbook of the team’s own',
    access: 'manage playbooks',
    body: z.object({ name: environmentName, rule: ruleSchema, isOn: z.boolean().default(false) }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      requireReach(asker, body.rule);
      return { id: idOf(await addPlaybook(store, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/playbooks/{id}',
    operation: 'changePlaybook',
    summary: 'Switches a playbook on or off, or changes its name or rule',
    access: 'manage playbooks',
    params: byId,
    body: z.object({
      name: environmentName.optional(),
      rule: ruleSchema.optional(),
      isOn: z.boolean().optional(),
    }),
    async handle({ console: { store }, asker, params, body }) {
      if (body.rule !== undefined) requireReach(asker, body.rule);
      idOf(await changePlaybook(store, asker, params.id, body), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/playbooks/{id}',
    operation: 'deletePlaybook',
    summary: 'Takes a playbook of the team’s own away; what it decided stays in force',
    access: 'manage playbooks',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      idOf(await deletePlaybook(store, asker, params.id), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/playbooks/{id}/firings',
    operation: 'listFirings',
    summary: 'When a playbook fired and for whom, the latest first',
    access: 'read',
    params: byId,
    query: z.object(paging),
    result: page(firingSchema),
    async handle({ console: { store }, asker, params, query: { limit, cursor } }) {
      const found = await listFirings(store, asker, params.id, limit, readCursor(cursor));
      return shown(found, showFiring);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/playbooks/rehearsal',
    operation: 'rehearsePlaybook',
    summary: 'What a rule would have done last week; nothing is done',
    access: 'manage playbooks',
    body: z.object({ rule: ruleSchema }),
    result: rehearsalSchema,
    async handle({ console: { store }, asker, body }) {
      requireReach(asker, body.rule);
      const { actors, from, ...rest } = await rehearse(store, body.rule);
      return {
        ...rest,
        from: from.toISOString(),
        actors: actors.map(({ firstAt, ...one }) => ({ ...one, firstAt: firstAt.toISOString() })),
      };
    },
  }),
];

/** Refuses a rule that reaches beyond the apps that the asker sees. */
function requireReach(asker: AppScope, { apps }: PlaybookRule): void {
  if (apps.length === 0) requireAllApps(asker);
  for (const app of apps) requireApp(asker, app);
}

function showPlaybook({ firedAt, ready, ...rest }: PlaybookState): PlaybookRecord {
  return {
    ...rest,
    ...(ready && { ready: { why: ready.why, whySo: ready.whySo } }),
    ...iso('firedAt', firedAt),
  };
}

function showFiring(row: FiringRow): Firing {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, value: row.actor_value },
    explanation: row.explanation,
    ...(row.decision_id !== null && { decisionId: row.decision_id }),
    isInForce: row.is_in_force,
    ...(row.spared !== null && { spared: row.spared }),
  };
}
