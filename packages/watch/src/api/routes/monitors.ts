import * as z from 'zod';
import { acknowledgeMonitor } from '../../monitors/acknowledge.ts';
import { acceptLook } from '../../monitors/accept-look.ts';
import { type ListChange, listChanges, readLists } from '../../monitors/list-changes.ts';
import {
  addMonitor,
  changeMonitor,
  deleteMonitor,
  editMonitor,
  isOfSeenApp,
  kindOf,
  listMonitors,
  type MonitorRow,
  type MonitorWithLooks,
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
import { byId, environmentName, id, shortText, time, whole } from '../schemas/parts.ts';

const notFound = (): ApiError => new ApiError('not_found', 'There is no such monitor.');
const looksShown = 50;
const linesShown = 200;

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
    method: 'put',
    path: '/api/v1/monitors/{id}/acknowledgement',
    operation: 'acknowledgeMonitor',
    summary: 'Says that somebody knows of a failing monitor: nobody is reminded until then',
    access: 'acknowledge monitor',
    needsAllApps: true,
    params: byId,
    body: z.object({ until: time, reason: shortText }),
    async handle({ console: { store }, asker, params, body }) {
      const wanted = { reason: body.reason, until: new Date(body.until) };
      idOf(await acknowledgeMonitor(store, asker, params.id, wanted), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/monitors/{id}/acknowledgement',
    operation: 'unacknowledgeMonitor',
    summary: 'Takes the acknowledgement of a monitor back',
    access: 'acknowledge monitor',
    needsAllApps: true,
    params: byId,
    async handle({ console: { store }, asker, params }) {
      idOf(await acknowledgeMonitor(store, asker, params.id, undefined), notFound);
      return undefined;
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/monitors/{id}/acceptance',
    operation: 'acceptLook',
    summary: 'Takes what the look of that moment saw as what later looks are compared with',
    access: 'manage monitors',
    needsAllApps: true,
    params: byId,
    body: z.object({ checkedAt: time }),
    async handle({ console: { store }, asker, params, body }) {
      idOf(await acceptLook(store, asker, params.id, new Date(body.checkedAt)), notFound);
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

/** What is other than remembered, as much of it as people read. */
function changesOf({ kind, remembered, found }: MonitorRow): Pick<Monitor, 'changes'> {
  const { remembersLists, mildLists = [] } = kindOf(kind) ?? {};
  if (remembersLists !== true) return {};
  const changes = listChanges(readLists(remembered) ?? {}, readLists(found) ?? {});
  const weight = ({ name }: ListChange): number => mildLists.indexOf(name);
  return {
    changes: changes
      .toSorted((a, b) => weight(a) - weight(b))
      .map(({ name, before, after }) => ({
        name,
        before: before.slice(0, linesShown),
        after: after.slice(0, linesShown),
        more: Math.max(0, before.length - linesShown) + Math.max(0, after.length - linesShown),
      })),
  };
}

function acknowledgementOf(row: MonitorRow): Pick<Monitor, 'acknowledged'> {
  const { acknowledged_at: at, acknowledged_until: until } = row;
  if (at === null || until === null || until.getTime() <= Date.now()) return {};
  return {
    acknowledged: {
      by: row.acknowledged_by ?? '',
      at: at.toISOString(),
      until: until.toISOString(),
      reason: row.acknowledged_reason ?? '',
    },
  };
}

function showMonitor(row: MonitorWithLooks): Monitor {
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
    ...changesOf(row),
    looks: { levels: row.levels, ...iso('since', row.looked_since) },
    ...acknowledgementOf(row),
    takesPings: kindOf(row.kind)?.takesPings === true,
  };
}
