import * as z from 'zod';
import {
  addCriticalNetwork,
  listCriticalNetworks,
  removeCriticalNetwork,
} from '../../decisions/critical-networks.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { criticalNetworkSchema } from '../schemas/decision.ts';
import { shortText, whole } from '../schemas/parts.ts';

const network = z.string().trim().min(1).max(100).describe('198.51.100.0/24, or one address');
const notFound = (): ApiError => new ApiError('not_found', 'There is no such critical network.');

export const criticalNetworkRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/critical-networks',
    operation: 'listCriticalNetworks',
    summary: 'The team’s own networks, about which no playbook and nobody by accident decides',
    access: 'read',
    result: whole(criticalNetworkSchema),
    async handle({ console: { store } }) {
      const rows = await listCriticalNetworks(store);
      return {
        items: rows.map((row) => ({
          network: row.network,
          note: row.note,
          createdAt: row.created_at.toISOString(),
          createdBy: row.created_by,
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/critical-networks',
    operation: 'addCriticalNetwork',
    summary: 'Names a network of the team’s, or of a proxy or partner, as critical',
    access: 'decide about critical address',
    needsAllApps: true,
    body: z.object({ network, note: shortText }),
    status: 201,
    result: z.object({ network: z.string() }),
    async handle({ console: { store }, asker, body }) {
      return { network: idOf(await addCriticalNetwork(store, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/critical-networks/removal',
    operation: 'removeCriticalNetwork',
    summary: 'Takes a network from the list',
    access: 'decide about critical address',
    needsAllApps: true,
    body: z.object({ network }),
    async handle({ console: { store }, asker, body }) {
      if (await removeCriticalNetwork(store, asker, body.network)) return undefined;
      throw notFound();
    },
  }),
];
