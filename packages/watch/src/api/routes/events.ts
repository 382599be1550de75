import * as z from 'zod';
import { listAttackers } from '../../attackers/list-attackers.ts';
import { listEvents } from '../../events/list-events.ts';
import { readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { attackerSchema } from '../schemas/attacker.ts';
import { disposition, eventSchema } from '../schemas/incident.ts';
import { addressText, id, page, paging, time } from '../schemas/parts.ts';

const address = addressText.optional();

export const eventRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/events',
    operation: 'listEvents',
    summary: 'Findings as the apps sent them, the latest first',
    access: 'read',
    query: z.object({
      ...paging,
      app: id.optional(),
      environment: z.string().max(100).optional(),
      incident: id.optional(),
      address,
      detection: z.string().max(256).optional(),
      disposition: disposition.optional(),
      from: time.optional(),
      until: time.optional(),
    }),
    result: page(eventSchema),
    async handle({ console: { store }, asker, query }) {
      const { limit, cursor, app, incident, from, until, ...rest } = query;
      const filter = {
        ...rest,
        appId: app,
        incidentId: incident,
        from: from === undefined ? undefined : new Date(from),
        until: until === undefined ? undefined : new Date(until),
      };
      return shown(await listEvents(store, asker, filter, limit, readCursor(cursor)), (row) => ({
        id: row.id,
        at: row.at.toISOString(),
        receivedAt: row.received_at.toISOString(),
        incidentId: row.incident_id,
        appId: row.app_id,
        finding: row.finding,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/attackers',
    operation: 'listAttackers',
    summary: 'Addresses that attacked, the most recent first',
    access: 'read',
    query: z.object({ ...paging, app: id.optional(), address }),
    result: page(attackerSchema),
    async handle({ console: { store }, asker, query }) {
      const { limit, cursor, app, address } = query;
      const found = await listAttackers(
        store,
        asker,
        { appId: app, address },
        limit,
        readCursor(cursor),
      );
      return shown(found, (row) => ({
        appId: row.app_id,
        address: row.address,
        firstSeen: row.first_seen.toISOString(),
        lastSeen: row.last_seen.toISOString(),
        events: row.events,
        blocked: row.blocked,
        detections: row.detections,
        userAgents: row.user_agents,
      }));
    },
  }),
];
