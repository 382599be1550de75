import * as z from 'zod';
import { pingKinds } from '../../monitors/last-pings.ts';
import { makePingToken, takePing } from '../../monitors/pings.ts';
import { ApiError } from '../http/api-error.ts';
import { bearerOf } from '../http/client.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { byId } from '../schemas/parts.ts';

export const monitorPingRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/monitors/{id}/token',
    operation: 'makeMonitorToken',
    summary: 'Makes the token that a monitor is pinged with, shown once; the one before ends',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    status: 201,
    result: z.object({ token: z.string() }),
    async handle({ console: { store }, asker, params }) {
      const made = await makePingToken(store, asker, params.id);
      if (made === undefined) throw new ApiError('not_found', 'There is no such monitor.');
      if ('token' in made) return made;
      throw new ApiError('bad_request', made.problem);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/monitors/{id}/ping',
    operation: 'pingMonitor',
    summary: 'Tells a monitor of a backup or of a restore test, with the monitor’s own token',
    access: 'anyone',
    params: byId,
    body: z.object({
      kind: z.enum(pingKinds).default('backup'),
      bytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    }),
    async handle({ c, console: { store }, params, body }) {
      const token = bearerOf(c);
      if (token !== undefined && (await takePing(store, params.id, token, body))) return undefined;
      throw new ApiError('token_not_valid', 'This is not the token of such a monitor.');
    },
  }),
];
