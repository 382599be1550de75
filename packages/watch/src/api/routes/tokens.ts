import type { Selectable } from 'kysely';
import * as z from 'zod';
import { isSeen, scopeProblem } from '../../people/app-scope.ts';
import { record } from '../../people/audit.ts';
import { isAtLeast } from '../../people/roles.ts';
import { createApiToken, createIngestToken, revokeToken } from '../../people/tokens.ts';
import type { TokensTable } from '../../store/schema.ts';
import { ApiError } from '../http/api-error.ts';
import { iso } from '../http/paging.ts';
import { requireApp } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { newTokenSchema, type Token, tokenSchema } from '../schemas/app.ts';
import { byId, environmentName, id, shortText, whole } from '../schemas/parts.ts';
import { role, someApps } from '../schemas/person.ts';

const maxApiTokenDays = 366;

export const tokenRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/tokens',
    operation: 'listTokens',
    summary: 'Tokens, without their secrets',
    access: 'manage ingest tokens',
    query: z.object({ app: id.optional() }),
    result: whole(tokenSchema),
    async handle({ console: { store }, asker, query }) {
      let select = store
        .selectFrom('tokens')
        .selectAll()
        .where(isSeen(asker, 'app_id'))
        .orderBy('id', 'desc')
        .limit(1_000);
      if (query.app !== undefined) select = select.where('app_id', '=', query.app);
      return { items: (await select.execute()).map(showToken) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/ingest-tokens',
    operation: 'createIngestToken',
    summary: 'Makes a token with which one app delivers from one environment. Shown once',
    access: 'manage ingest tokens',
    body: z.object({ app: id, environment: environmentName, name: shortText }),
    status: 201,
    result: newTokenSchema,
    async handle({ console: { store }, asker, body: { app, environment, name } }) {
      requireApp(asker, app);
      return store.transaction().execute(async (transaction) => {
        const found = await transaction
          .selectFrom('apps')
          .select('name')
          .where('id', '=', app)
          .executeTakeFirst();
        if (found === undefined) throw new ApiError('not_found', 'There is no such app.');
        const owner = { name, createdBy: asker.kind === 'person' ? asker.id : undefined };
        const created = await createIngestToken(transaction, { appId: app, environment }, owner);
        const details = { id: created.id, app: found.name, environment };
        await record(transaction, asker, 'create ingest token', name, details);
        return created;
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/api-tokens',
    operation: 'createApiToken',
    summary: 'Makes a token for programs that speak to this API. Shown once',
    access: 'manage people',
    body: z.object({
      name: shortText,
      role,
      apps: someApps.optional().describe('Without them the token is for every app.'),
      days: z.number().int().min(1).max(maxApiTokenDays),
    }),
    status: 201,
    result: newTokenSchema,
    async handle({ console: { store }, asker, body: { name, role, apps, days } }) {
      if (!isAtLeast(asker.role, role)) {
        throw new ApiError('not_allowed', 'A token cannot do more than its maker.');
      }
      return store.transaction().execute(async (transaction) => {
        const problem = await scopeProblem(transaction, role, apps);
        if (problem !== undefined) throw new ApiError('bad_request', problem);
        const expiresAt = new Date(Date.now() + days * 86_400_000);
        const owner = { name, createdBy: asker.kind === 'person' ? asker.id : undefined };
        const created = await createApiToken(transaction, { role, apps, expiresAt }, owner);
        await record(transaction, asker, 'create API token', name, {
          id: created.id,
          role,
          apps,
          days,
        });
        return created;
      });
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/tokens/{id}',
    operation: 'revokeToken',
    summary: 'Makes a token void at once',
    access: 'manage ingest tokens',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      return store.transaction().execute(async (transaction) => {
        if (!(await revokeToken(transaction, asker, params.id))) {
          throw new ApiError('not_found', 'There is no such token in force.');
        }
        await record(transaction, asker, 'revoke token', params.id);
        return undefined;
      });
    },
  }),
];

function showToken(row: Selectable<TokensTable>): Token {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hint: row.hint,
    ...(row.app_id !== null && { appId: row.app_id }),
    ...(row.environment !== null && { environment: row.environment }),
    ...(row.role !== null && { role: row.role }),
    ...(row.apps !== null && { apps: row.apps }),
    createdAt: row.created_at.toISOString(),
    ...iso('expiresAt', row.expires_at),
    ...iso('usedAt', row.used_at),
    ...iso('revokedAt', row.revoked_at),
  };
}
