import * as z from 'zod';
import {
  addDestination,
  changeDestination,
  deleteDestination,
  type DestinationState,
  listDestinations,
} from '../../forwarding/destinations.ts';
import { testDestination } from '../../forwarding/forward.ts';
import { forwardKinds } from '../../forwarding/registry.generated.ts';
import { fieldsOf } from '../../words/settings-form.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type Destination,
  destinationFormSchema,
  destinationSchema,
  forwardSources,
} from '../schemas/destination.ts';
import { testResultSchema } from '../schemas/notification.ts';
import { byId, environmentName, id, whole } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such destination.');
const settings = z.record(
  z.string().max(50),
  // A certificate is long.
  z.union([z.string().max(20_000), z.number(), z.boolean()]),
);
const access = { access: 'manage forwarding', needsAllApps: true } as const;

export const destinationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/destination-kinds',
    operation: 'listDestinationKinds',
    summary: 'The kinds of receivers to which events can be sent on, with the settings of each',
    ...access,
    result: whole(destinationFormSchema),
    handle: () =>
      Promise.resolve({
        items: forwardKinds.map(({ kind, title, hint, docs, settings: schema }) => ({
          kind,
          title,
          hint,
          docs,
          fields: fieldsOf(schema),
        })),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/destinations',
    operation: 'listDestinations',
    summary: 'Where events are sent on to, by name, with how far each is behind; without secrets',
    ...access,
    result: whole(destinationSchema),
    async handle({ console: { store } }) {
      return { items: (await listDestinations(store)).map(show) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/destinations',
    operation: 'addDestination',
    summary: 'Adds a destination, which is sent what happens from now on; test it next',
    ...access,
    body: z.object({
      name: environmentName,
      kind: z.string().max(50),
      settings,
      sources: forwardSources,
    }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { alerts }, asker, body }) {
      return { id: idOf(await addDestination(alerts, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/destinations/{id}',
    operation: 'changeDestination',
    summary:
      'Changes or pauses a destination. Secrets that are left out stay, unless they would go elsewhere',
    ...access,
    params: byId,
    body: z.object({
      name: environmentName.optional(),
      settings: settings.optional(),
      sources: forwardSources.optional(),
      isPaused: z.boolean().optional(),
    }),
    async handle({ console: { alerts }, asker, params, body }) {
      idOf(await changeDestination(alerts, asker, params.id, body), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/destinations/{id}',
    operation: 'deleteDestination',
    summary: 'Takes a destination away; what it was not sent yet it is never sent',
    ...access,
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await deleteDestination(store, asker, params.id)) return undefined;
      throw notFound();
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/destinations/{id}/test',
    operation: 'testDestination',
    summary: 'Sends a test now, past what waits, and tells what became of it',
    ...access,
    params: byId,
    result: testResultSchema,
    async handle({ console: { alerts }, asker, params }) {
      const verdict = await testDestination(alerts, asker, params.id);
      if (verdict === undefined) throw notFound();
      const { isTaken, problem, tookMs } = verdict;
      const isAccepted = isTaken && problem === undefined;
      return { isAccepted, tookMs, ...(problem !== undefined && { problem }) };
    },
  }),
];

function show(row: DestinationState): Destination {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    settings: row.settings as Destination['settings'],
    hasSecrets: row.secrets !== null,
    sources: row.sources as Destination['sources'],
    isPaused: row.is_paused,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    behind: row.behind,
    ...iso('behindSince', row.behind_since),
    sent: row.sent,
    refused: row.refused,
    dropped: row.dropped,
    ...iso('sentAt', row.sent_at),
    ...(row.problem !== null && { problem: row.problem }),
    ...iso('problemAt', row.problem_at),
    ...iso('nextAt', row.failures > 0 ? row.next_at : null),
  };
}
