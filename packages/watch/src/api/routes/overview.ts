import { severities, type Severity } from '@castellan/core';
import { sql } from 'kysely';
import * as z from 'zod';
import {
  appsWithoutDrill,
  eventsPerHour,
  openIncidentsBySeverity,
} from '../../overview/overview.ts';
import { isSeen, isSeenOrOfNone } from '../../people/app-scope.ts';
import { goneAfterSeconds } from '../../words/gone-after.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { overviewSchema } from '../schemas/overview.ts';
import { id } from '../schemas/parts.ts';

export const overviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/overview',
    operation: 'getOverview',
    summary: 'The state of everything, at one look',
    access: 'read',
    query: z.object({
      app: id.optional(),
      hours: z.coerce.number().int().min(1).max(744).default(168),
    }),
    result: overviewSchema,
    async handle({ console: { store }, asker, query }) {
      const from = new Date(Date.now() - query.hours * 3_600_000);
      const [open, hours, drillDue, { rows }] = await Promise.all([
        openIncidentsBySeverity(store, asker),
        eventsPerHour(store, asker, from, query.app),
        appsWithoutDrill(store, asker),
        sql<{ instances: number; decisions: number }>`select
          (select count(*)::int from instances where seen_at > now() - make_interval(secs => ${goneAfterSeconds})
            and ${isSeen(asker, 'app_id')}) as instances,
          (select count(*)::int from decisions where undone_at is null and ends_at > now()
            and ${isSeenOrOfNone(asker, 'app_id')}) as decisions`.execute(store),
      ]);
      const count = (severity: Severity): number =>
        open.find((one) => one.severity === severity)?.count ?? 0;
      return {
        openIncidents: Object.fromEntries(
          severities.map((severity) => [severity, count(severity)]),
        ) as Record<Severity, number>,
        liveInstances: rows[0]?.instances ?? 0,
        decisionsInForce: rows[0]?.decisions ?? 0,
        drillDue: [...drillDue],
        hours: hours.map(({ hour, blocked, logged }) => ({
          hour: hour.toISOString(),
          blocked,
          logged,
        })),
      };
    },
  }),
];
