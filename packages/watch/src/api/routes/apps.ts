import { type Selectable } from 'kysely';
import * as z from 'zod';
import {
  addApp,
  type AppRow,
  listApps,
  listInstances,
  setAddress,
  setRetention,
} from '../../apps/apps.ts';
import type { InstancesTable } from '../../store/schema.ts';
import { goneAfterSeconds } from '../../words/gone-after.ts';
import { ApiError } from '../http/api-error.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type App,
  appSchema,
  type Instance,
  instanceSchema,
  readStoredHeartbeat,
} from '../schemas/app.ts';
import { byId, drillAddress, environmentName, id, whole } from '../schemas/parts.ts';

export const appRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/apps',
    operation: 'listApps',
    summary: 'Apps that report here, by name',
    access: 'read',
    result: whole(appSchema),
    async handle({ console: { store }, asker }) {
      return { items: (await listApps(store, asker)).map(showApp) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/apps',
    operation: 'addApp',
    summary: 'Adds an app; make an ingest token for it next',
    access: 'manage apps',
    needsAllApps: true,
    body: z.object({ name: environmentName }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store }, asker, body }) {
      const added = await addApp(store, asker, body.name);
      if (added === undefined) throw new ApiError('conflict', 'There is an app of this name.');
      return { id: added };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/apps/{id}',
    operation: 'setRetention',
    summary: 'Sets how long, and how much of, the events of an app is kept',
    access: 'manage apps',
    params: byId,
    body: z.object({
      retentionDays: z.number().int().min(1).max(3_650).optional(),
      maxBytes: z
        .number()
        .int()
        .min(1_048_576)
        .max(2 ** 50)
        .optional(),
    }),
    async handle({ console: { store }, asker, params, body }) {
      if (await setRetention(store, asker, params.id, body)) return undefined;
      throw new ApiError('not_found', 'There is no such app.');
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/apps/{id}/address',
    operation: 'setAppAddress',
    summary: 'Sets where drills may send a request to an app, which says that it is the team’s own',
    access: 'manage apps',
    params: byId,
    body: z.object({ address: drillAddress.nullable() }),
    async handle({ console: { store }, asker, params, body }) {
      if (await setAddress(store, asker, params.id, body.address)) return undefined;
      throw new ApiError('not_found', 'There is no such app.');
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/instances',
    operation: 'listInstances',
    summary: 'Guarded processes of the last seven days with what they cover',
    access: 'read',
    query: z.object({ app: id.optional() }),
    result: whole(instanceSchema),
    async handle({ console: { store }, asker, query }) {
      return { items: (await listInstances(store, asker, query.app)).map(showInstance) };
    },
  }),
];

function showApp(row: AppRow): App {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    retentionDays: row.retention_days,
    maxBytes: row.max_bytes,
    isDemo: row.is_demo,
    ...(row.address !== null && { address: row.address }),
    liveInstances: row.instances,
    ...iso('seenAt', row.seen_at),
  };
}

function showInstance(row: Selectable<InstancesTable>): Instance {
  return {
    appId: row.app_id,
    environment: row.environment,
    instance: row.instance,
    firstSeen: row.first_seen.toISOString(),
    seenAt: row.seen_at.toISOString(),
    isLive: Date.now() - row.seen_at.getTime() < goneAfterSeconds * 1_000,
    nodeVersion: row.node_version,
    guardVersion: row.guard_version,
    ...readStoredHeartbeat(row),
  };
}
