import * as z from 'zod';
import { reportOf } from '../../drills/drill-facts.ts';
import { drillWays } from '../../drills/drill-report.ts';
import { noteAnswer } from '../../drills/follow-drills.ts';
import { type DrillRow, findDrill, listDrills } from '../../drills/list-drills.ts';
import { startDrill } from '../../drills/start-drill.ts';
import type { Store } from '../../store/schema.ts';
import { ApiError } from '../http/api-error.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type Drill, drillSchema, startedDrillSchema } from '../schemas/drill.ts';
import { byId, drillAddress, id, page, paging } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such drill.');

export const drillRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/drills',
    operation: 'listDrills',
    summary: 'Drills with what came of each, the latest first',
    access: 'read',
    query: z.object({ app: id.optional(), ...paging }),
    result: page(drillSchema),
    async handle({ console: { store }, asker, query }) {
      const { app, limit, cursor } = query;
      const found = await listDrills(store, asker, app, limit, readCursor(cursor));
      const items = await Promise.all(found.items.map((row) => showDrill(store, row)));
      return shown({ ...found, items }, (drill) => drill);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/drills',
    operation: 'startDrill',
    summary:
      'Starts a drill: watch sends a harmless attack to the app, makes the event itself, or tells what the asker is to send',
    access: 'run drill',
    body: z.object({
      app: id,
      way: z.enum(drillWays),
      channel: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('Id or name of the one channel to tell; all that are concerned unless said.'),
      target: drillAddress.optional().describe('With `own-request`, for the record.'),
      waitSeconds: z.number().int().min(5).max(600).default(60),
    }),
    status: 201,
    result: startedDrillSchema,
    async handle({ console, asker, body }) {
      const started = await startDrill(console, asker, body);
      if (started === undefined) throw new ApiError('not_found', 'There is no such app.');
      if (!started.ok)
        throw new ApiError(
          started.isConflict === true ? 'conflict' : 'bad_request',
          started.problem,
        );
      return { id: started.id, ...(started.request && { request: started.request }) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/drills/{id}',
    operation: 'getDrill',
    summary: 'One drill, as far as it has come',
    access: 'read',
    params: byId,
    result: drillSchema,
    async handle({ console: { store }, asker, params }) {
      const row = await findDrill(store, asker, params.id);
      if (row === undefined) throw notFound();
      return showDrill(store, row);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/drills/{id}/answer',
    operation: 'tellDrillAnswer',
    summary: 'Tells what the app said to the request that the asker sent',
    access: 'run drill',
    params: byId,
    body: z.object({
      status: z.number().int().min(100).max(599).optional(),
      tookMs: z.number().min(0).max(600_000),
      problem: z.string().trim().min(1).max(500).optional(),
    }),
    async handle({ console: { store }, asker, params, body }) {
      const row = await findDrill(store, asker, params.id);
      if (row === undefined) throw notFound();
      if (row.way !== 'own-request')
        throw new ApiError('bad_request', 'Watch itself makes the attack of this drill.');
      await noteAnswer(store, params.id, body);
      return undefined;
    },
  }),
];

async function showDrill(store: Store, row: DrillRow): Promise<Drill> {
  return {
    id: row.id,
    appId: row.app_id,
    app: row.app,
    way: row.way as Drill['way'],
    ...(row.target !== null && { target: row.target }),
    ...(row.channel_id !== null && { channelId: row.channel_id }),
    ...(row.channel !== null && { channel: row.channel }),
    startedBy: row.started_by,
    startedAt: row.started_at.toISOString(),
    givesUpAt: row.gives_up_at.toISOString(),
    ...iso('endedAt', row.ended_at),
    ...(row.incident_id !== null && { incidentId: row.incident_id }),
    ...(await reportOf(store, row)),
  };
}
