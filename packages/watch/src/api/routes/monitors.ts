import * as z from 'zod';
import {
  addMonitor,
  changeMonitor,
  deleteMonitor,
  editMonitor,
  isOfSeenApp,
  listMonitors,
  type MonitorRow,
} from '../../monitors/monitors.ts';
import type { Level } from '../../monitors/monitor-kind.ts';
import type { MonitorState } from '../../monitors/next-state.ts';
import { monitorKinds } from '../../monitors/registry.generated.ts';
import { lookNow } from '../../monitors/run-monitors.ts';
import { fieldsOf } from '../../words/settings-form.ts';
import { ApiError } from '../http/api-error.ts';
import { idOf } from '../http/id-of.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { lookSchema, type Monitor, monitorSchema } from '../schemas/monitor.ts';
import { channelSettings, kindSchema } from '../schemas/notification.ts';
import { byId, environmentName, id, whole } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such monitor.');
const looksShown = 50;

export const monitorRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/monitor-kinds',
    operation: 'listMonitorKinds',
    summary: 'The kinds of monitors, with the settings that each takes',
    access: 'manage monitors',
    result: whole(kindSchema),
    handle: () =>
      Promise.resolve({
        items: monitorKinds.map(({ kind, title, hint, settings }) => ({
          kind,
          title,
          hint,
          fields: fieldsOf(settings),
        })),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/monitors',
    operation: 'listMonitors',
    summary: 'Monitors, by name, with what they found last',
    access: 'read',
    result: whole(monitorSchema),
    async handle({ console: { store }, asker }) {
      return { items: (await listMonitors(store, asker)).map(showMonitor) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/monitors',
    operation: 'addMonitor',
    summary: 'Adds a monitor; it looks within seconds',
    access: 'manage monitors',
    needsAllApps: true,
    body: z.object({ name: environmentName, kind: z.string().max(50), settings: channelSettings }),
    status: 201,
    result: z.object({ id }),
    async handle({ console: { alerts }, asker, body }) {
      return { id: idOf(await addMonitor(alerts, asker, body), notFound) };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/monitors/{id}',
    operation: 'changeMonitor',
    summary: 'Pauses a monitor or lets it go on; or takes what it sees next as what is right',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    body: z.object({ isPaused: z.boolean().optional(), remembersAnew: z.boolean().optional() }),
    async handle({ console: { store }, asker, params, body }) {
      if (await changeMonitor(store, asker, params.id, body)) return undefined;
      throw notFound();
    },
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/monitors/{id}',
    operation: 'editMonitor',
    summary: 'Gives a monitor another name and other settings; it looks within seconds',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    body: z.object({ name: environmentName, settings: channelSettings }),
    async handle({ console: { alerts }, asker, params, body }) {
      idOf(await editMonitor(alerts, asker, params.id, body), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/monitors/{id}',
    operation: 'deleteMonitor',
    summary: 'Takes a monitor away, with what it found',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    async handle({ console: { store }, asker, params }) {
      if (await deleteMonitor(store, asker, params.id)) return undefined;
      throw notFound();
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/monitors/{id}/look',
    operation: 'lookNow',
    summary: 'Looks now, and tells what it found',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    result: lookSchema,
    async handle({ console: { alerts }, params }) {
      const look = await lookNow(alerts, params.id);
      if (look === undefined) throw notFound();
      return { level: look.level, summary: look.summary, at: new Date().toISOString() };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/monitors/{id}/looks',
    operation: 'listLooks',
    summary: 'What a monitor found, the latest first',
    access: 'read',
    params: byId,
    result: whole(lookSchema),
    async handle({ console: { store }, asker, params }) {
      const seen = store.selectFrom('monitors').select('id').where(isOfSeenApp(asker));
      const rows = await store
        .selectFrom('monitor_looks')
        .selectAll()
        .where('monitor_id', '=', params.id)
        .where('monitor_id', 'in', seen)
        .orderBy('at', 'desc')
        .limit(looksShown)
        .execute();
      return {
        items: rows.map(({ at, level, summary }) => ({
          level: level as Level,
          summary,
          at: at.toISOString(),
        })),
      };
    },
  }),
];

function showMonitor(row: MonitorRow): Monitor {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    settings: row.settings as Monitor['settings'],
    isPaused: row.is_paused,
    createdBy: row.created_by,
    state: row.state as MonitorState,
    stateSince: row.state_since.toISOString(),
    ...iso('checkedAt', row.checked_at),
    nextAt: row.next_at.toISOString(),
    ...(row.summary !== null && { summary: row.summary }),
    facts: row.facts,
    hasSecrets: row.secrets !== null,
    remembers: row.remembered !== null,
  };
}
