import type { Severity } from '@castellan/core';
import * as z from 'zod';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import { findIncident, type IncidentRow, listIncidents } from '../../incidents/list-incidents.ts';
import { mergeIncidents, splitIncident } from '../../incidents/merge-incidents.ts';
import { relatedIncidents } from '../../incidents/related-incidents.ts';
import { acknowledgeIncident, resolveIncident } from '../../incidents/resolve-incident.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso, readCursor, shown } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type Incident,
  incidentSchema,
  incidentStatus,
  outcome,
  relatedSchema,
} from '../schemas/incident.ts';
import { addressText, byId, id, page, paging, whole } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such incident.');

export const incidentRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/incidents',
    operation: 'listIncidents',
    summary: 'Incidents, the most recently active first',
    access: 'read',
    query: z.object({
      ...paging,
      app: id.optional(),
      environment: z.string().max(100).optional(),
      status: incidentStatus.optional(),
      outcome: outcome.optional(),
      actor: addressText.optional(),
    }),
    result: page(incidentSchema),
    async handle({ console: { store, gazetteer }, asker, query }) {
      const { limit, cursor, app, ...rest } = query;
      const found = await listIncidents(
        store,
        asker,
        { ...rest, appId: app },
        limit,
        readCursor(cursor),
      );
      return shown(found, (row) => showIncident(row, gazetteer));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/incidents/{id}',
    operation: 'getIncident',
    summary: 'One incident',
    access: 'read',
    params: byId,
    result: incidentSchema,
    async handle({ console: { store, gazetteer }, asker, params }) {
      const found = await findIncident(store, asker, params.id);
      if (found === undefined) throw notFound();
      return showIncident(found, gazetteer);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/incidents/{id}',
    operation: 'resolveIncident',
    summary: 'Closes an incident, calls it a false alarm, or opens it again',
    access: 'resolve incident',
    params: byId,
    body: z.object({
      status: incidentStatus,
      was: incidentStatus
        .optional()
        .describe('As the asker saw it, `open` when absent: who finds it otherwise gets 409.'),
    }),
    result: incidentSchema,
    async handle({ console: { store, gazetteer }, asker, params, body: { status, was } }) {
      idOf(await resolveIncident(store, asker, params.id, status, was), notFound);
      const found = await findIncident(store, asker, params.id);
      if (found === undefined) throw notFound();
      return showIncident(found, gazetteer);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/incidents/{id}/acknowledgement',
    operation: 'acknowledgeIncident',
    summary: 'Says that somebody is on it: no channel is reminded, and nothing is escalated',
    access: 'resolve incident',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      idOf(
        await acknowledgeIncident(store, asker, params.id),
        () => new ApiError('not_found', 'There is no such open incident.'),
      );
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/incidents/{id}/related',
    operation: 'listRelatedIncidents',
    summary:
      'What was merged into an incident, and what the same actor or campaign did close to it',
    access: 'read',
    params: byId,
    result: whole(relatedSchema),
    async handle({ console: { store, gazetteer }, asker, params }) {
      const found = await relatedIncidents(store, asker, params.id);
      if (found === undefined) throw notFound();
      return {
        items: found.map(({ relation, ...row }) => ({
          relation,
          incident: showIncident(row, gazetteer),
        })),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/incidents/{id}/merge',
    operation: 'mergeIncidents',
    summary: 'Merges other incidents of the same app into this one',
    access: 'resolve incident',
    params: byId,
    body: z.object({ incidents: z.array(id).min(1).max(100) }),
    async handle({ console: { store }, asker, params, body }) {
      const others = [...new Set(body.incidents)].filter((one) => one !== params.id);
      if (others.length === 0) throw new ApiError('bad_request', 'There is nothing to merge.');
      idOf(await mergeIncidents(store, asker, params.id, others), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/incidents/{id}/split',
    operation: 'splitIncident',
    summary: 'Takes an incident out of the one that it was merged into',
    access: 'resolve incident',
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await splitIncident(store, asker, params.id)) return undefined;
      throw new ApiError('not_found', 'There is no such merged incident.');
    },
  }),
];

function showIncident(row: IncidentRow, gazetteer: Gazetteer): Incident {
  return {
    id: row.id,
    appId: row.app_id,
    app: row.app,
    isDemo: row.is_demo,
    environment: row.environment,
    detection: row.detection,
    outcome: row.outcome as Incident['outcome'],
    severity: row.severity as Severity,
    route: row.route,
    actor: row.actor,
    whereabouts: gazetteer.of(row.actor),
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    events: row.events,
    blocked: row.blocked,
    status: row.status as Incident['status'],
    reason: row.reason,
    users: row.users,
    ...(row.location !== null && { location: row.location }),
    ...iso('acknowledgedAt', row.acknowledged_at),
    ...(row.acknowledged_by !== null && { acknowledgedBy: row.acknowledged_by }),
    ...(row.block_id !== null &&
      row.block_since !== null && {
        block: { id: row.block_id, since: row.block_since.toISOString() },
      }),
    ...(row.campaign_id !== null && { campaignId: row.campaign_id }),
    ...(row.merged_into !== null && { mergedInto: row.merged_into }),
    ...(row.drill_id !== null && { drillId: row.drill_id }),
  };
}
