import * as z from 'zod';
import {
  type DismissalRow,
  dismissAdvisory,
  endDismissal,
  listDismissals,
} from '../../advisories/dismissals.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { requireAllApps, requireApp } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type Dismissal, dismissalSchema, newDismissalSchema } from '../schemas/inventory.ts';
import { byId, id, whole } from '../schemas/parts.ts';

const dayMs = 86_400_000;

export const advisoryRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/advisory-dismissals',
    operation: 'listDismissals',
    summary: 'Advisories that are dismissed, with reason and end',
    access: 'read',
    result: whole(dismissalSchema),
    async handle({ console: { store }, asker }) {
      return { items: (await listDismissals(store, asker)).map(showDismissal) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/advisory-dismissals',
    operation: 'dismissAdvisory',
    summary: 'Dismisses an advisory in one app or in all, with a reason and an end',
    access: 'dismiss advisory',
    body: newDismissalSchema,
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body: { days, ...body } }) {
      if (body.app === undefined) requireAllApps(asker);
      else requireApp(asker, body.app);
      const endsAt = new Date(Date.now() + days * dayMs);
      const missing = (): ApiError => new ApiError('not_found', 'There is no such advisory.');
      return { id: idOf(await dismissAdvisory(store, asker, { ...body, endsAt }), missing) };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/advisory-dismissals/{id}',
    operation: 'endDismissal',
    summary: 'Ends a dismissal before its time',
    access: 'dismiss advisory',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await endDismissal(store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'There is no such dismissal.');
    },
  }),
];

function showDismissal(row: DismissalRow): Dismissal {
  return {
    id: row.id,
    advisory: row.advisory_id,
    ...(row.app_id !== null && { appId: row.app_id }),
    reason: row.reason,
    endsAt: row.ends_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  };
}
