import * as z from 'zod';
import {
  addChannel,
  changeChannel,
  type ChannelState,
  deleteChannel,
  listChannels,
} from '../../alerts/channels.ts';
import { testChannel } from '../../alerts/deliveries.ts';
import { defaultRules, rulesSchema } from '../../alerts/rules.ts';
import { notifiers } from '../../notifiers/registry.generated.ts';
import { fieldsOf } from '../../words/settings-form.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  type Channel,
  channelSchema,
  channelSettings,
  notifierSchema,
  testResultSchema,
} from '../schemas/notification.ts';
import { byId, environmentName, id, whole } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such channel.');

export const channelRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/notifiers',
    operation: 'listNotifiers',
    summary: 'The kinds of channels, with the settings that each takes',
    access: 'manage channels',
    result: whole(notifierSchema),
    handle: () =>
      Promise.resolve({
        items: notifiers.map(({ kind, title, hint, docs, settings }) => ({
          kind,
          title,
          hint,
          docs,
          fields: fieldsOf(settings),
        })),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/channels',
    operation: 'listChannels',
    summary: 'Channels to people, by name, without their secrets',
    access: 'manage channels',
    result: whole(channelSchema),
    async handle({ console: { alerts }, asker }) {
      return { items: (await listChannels(alerts.store, asker)).map(showChannel) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/channels',
    operation: 'addChannel',
    summary: 'Adds a channel; test it next',
    access: 'manage channels',
    needsAllApps: true,
    body: z.object({
      name: environmentName,
      kind: z.string().max(50),
      settings: channelSettings,
      rules: rulesSchema.default(defaultRules),
    }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { alerts }, asker, body }) {
      return { id: idOf(await addChannel(alerts, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/channels/{id}',
    operation: 'changeChannel',
    summary: 'Changes a channel. Secrets that are left out stay, unless they would go elsewhere',
    access: 'manage channels',
    needsAllApps: true,
    params: byId,
    body: z.object({
      name: environmentName.optional(),
      settings: channelSettings.optional(),
      rules: rulesSchema.optional(),
      isPaused: z.boolean().optional(),
    }),
    async handle({ console: { alerts }, asker, params, body }) {
      idOf(await changeChannel(alerts, asker, params.id, body), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/channels/{id}',
    operation: 'deleteChannel',
    summary: 'Takes a channel away, with its log',
    access: 'manage channels',
    needsAllApps: true,
    params: byId,
    async handle({ console: { alerts }, asker, params }) {
      idOf(await deleteChannel(alerts.store, asker, params.id), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/channels/{id}/test',
    operation: 'testChannel',
    summary: 'Sends a test now, and tells what became of it',
    access: 'manage channels',
    needsAllApps: true,
    params: byId,
    result: testResultSchema,
    async handle({ console: { alerts }, asker, params }) {
      const outcome = await testChannel(alerts, asker, params.id);
      if (outcome === undefined) throw notFound();
      const { isAccepted, status, tookMs } = outcome;
      return {
        isAccepted,
        tookMs,
        ...(status !== undefined && { status }),
        ...(!outcome.isAccepted && { problem: outcome.problem }),
      };
    },
  }),
];

function showChannel(row: ChannelState): Channel {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    settings: row.settings as Channel['settings'],
    hasSecrets: row.secrets !== null,
    rules: row.rules,
    isPaused: row.is_paused,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    waiting: row.waiting,
    gathered: row.gathered,
    failed: row.failed,
    ...iso('deliveredAt', row.delivered_at),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
