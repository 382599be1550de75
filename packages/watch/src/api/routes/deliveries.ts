import type { Severity } from '@castellan/core';
import * as z from 'zod';
import {
  type DeliveryRow,
  type DeliveryState,
  deliveryStates,
  listDeliveries,
  retryDelivery,
} from '../../alerts/deliveries.ts';
import type { Hold } from '../../alerts/rules.ts';
import type { AlertCause } from '../../notifiers/alert.ts';
import { ApiError } from '../http/api-error.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type Delivery, deliverySchema } from '../schemas/notification.ts';
import { byId, id, page, paging } from '../schemas/parts.ts';

export const deliveryRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/deliveries',
    operation: 'listDeliveries',
    summary: 'What was told on the channels, or is to be, the latest first',
    access: 'manage channels',
    query: z.object({
      ...paging,
      channel: id.optional(),
      state: z.enum(deliveryStates).optional(),
    }),
    result: page(deliverySchema),
    async handle({ console: { alerts }, asker, query: { limit, cursor, channel, state } }) {
      const filter = { channelId: channel, state };
      return shown(
        await listDeliveries(alerts.store, asker, filter, limit, readCursor(cursor)),
        showDelivery,
      );
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/deliveries/{id}/retry',
    operation: 'retryDelivery',
    summary: 'Tries once more what was given up',
    access: 'manage channels',
    params: byId,
    async handle({ console: { alerts }, asker, params }) {
      if (await retryDelivery(alerts.store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'There is no such delivery that was given up.');
    },
  }),
];

function showDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    channelId: row.channel_id,
    channel: row.channel,
    ...(row.incident_id !== null && { incidentId: row.incident_id }),
    cause: row.cause as AlertCause,
    severity: row.severity as Severity,
    title: row.title,
    state: row.state as DeliveryState,
    ...(row.held_by !== null && { heldBy: row.held_by as Hold }),
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    ...iso('dueAt', row.state === 'waiting' ? row.due_at : undefined),
    ...iso('finishedAt', row.finished_at),
    ...(row.status !== null && { status: row.status }),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
