import * as z from 'zod';
import { addView, changeView, listViews, removeView } from '../../events/saved-views.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { readingQuery } from '../http/query-refusal.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { byId, id, whole } from '../schemas/parts.ts';
import { newViewSchema, savedViewSchema, viewChangeSchema } from '../schemas/saved-view.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such view.');

export const savedViewRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/views',
    operation: 'listViews',
    summary: 'Queries that are kept: one’s own and the team’s, by name',
    access: 'read',
    result: whole(savedViewSchema),
    async handle({ console: { store }, asker }) {
      const rows = await listViews(store, asker);
      return {
        items: rows.map((row) => ({
          id: row.id,
          name: row.name,
          query: row.query,
          isShared: row.is_shared,
          isPinned: row.is_pinned,
          isOwn: row.owner_id === asker.id,
          createdBy: row.created_by,
          createdAt: row.created_at.toISOString(),
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/views',
    operation: 'addView',
    summary: 'Keeps a query under a name, for oneself or for the team',
    access: 'save views',
    body: newViewSchema,
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      return { id: idOf(await readingQuery(() => addView(store, asker, body)), notFound) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/views/{id}',
    operation: 'changeView',
    summary: 'Changes a view: its name, its query, who sees it, whether the overview counts it',
    access: 'save views',
    params: byId,
    body: viewChangeSchema,
    async handle({ console: { store }, asker, params, body }) {
      idOf(await readingQuery(() => changeView(store, asker, params.id, body)), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/views/{id}',
    operation: 'removeView',
    summary: 'Takes a view away',
    access: 'save views',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await removeView(store, asker, params.id)) return undefined;
      throw notFound();
    },
  }),
];
