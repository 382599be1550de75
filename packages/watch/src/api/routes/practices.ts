import {
  practiceIds,
  practices,
  type PracticeId,
  type PracticeStatus,
  standards,
} from '@castellan/core';
import * as z from 'zod';
import { complianceWith } from '../../practices/compliance.ts';
import {
  type PracticeCell as Cell,
  practiceCells,
  practiceDetail,
  practiceTrend,
} from '../../practices/list-practices.ts';
import { type AppScope, isSeen } from '../../people/app-scope.ts';
import type { Store } from '../../store/schema.ts';
import { readWorkSettings } from '../../work/work-settings.ts';
import { iso } from '../http/paging.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { id } from '../schemas/parts.ts';
import {
  complianceSchema,
  practiceDetailSchema,
  practiceId,
  practiceMatrixSchema,
  type PracticeRow,
  standardId,
} from '../schemas/practice.ts';

const dayMs = 86_400_000;

export const practiceRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/practices',
    operation: 'listPractices',
    summary: 'How the 41 practices stand for each app, and how they stood on the last days',
    access: 'read',
    query: z.object({
      app: id.optional(),
      days: z.coerce.number().int().min(1).max(366).default(30),
    }),
    result: practiceMatrixSchema,
    async handle({ console: { store }, asker, query: { app, days } }) {
      const [apps, cells, trend, { staleDays }] = await Promise.all([
        appsOf(store, asker, app),
        practiceCells(store, asker, app),
        practiceTrend(store, asker, app, days),
        readWorkSettings(store),
      ]);
      const rows = practiceIds.map((one) => showRow(one, cells, staleDays));
      return { apps, rows, trend: [...trend], staleDays };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/practices/{practice}',
    operation: 'getPractice',
    summary: 'One practice: rules, live evidence and history for each app',
    access: 'read',
    params: z.object({ practice: practiceId }),
    result: practiceDetailSchema,
    async handle({ console: { store }, asker, params: { practice } }) {
      const { cells, rules, live, changes } = await practiceDetail(store, asker, practice);
      const { staleDays } = await readWorkSettings(store);
      return {
        row: showRow(practice, cells, staleDays),
        faces: [...practices[practice].faces],
        apps: await appsOf(store, asker, undefined),
        rules: rules.map((row) => {
          const by = (row.attestation as { by?: string } | null)?.by;
          return {
            appId: row.app_id,
            kind: row.kind,
            target: row.target,
            rule: row.rule,
            ...(row.title !== null && { title: row.title }),
            status: row.status as PracticeStatus,
            reason: row.reason,
            at: row.at.toISOString(),
            since: row.since.toISOString(),
            ...(by !== undefined && { attestedBy: by }),
          };
        }),
        live: live.map(({ appId, source, weight, status, fact, at }) => {
          return { appId, source, weight, status, fact, at: at.toISOString() };
        }),
        changes: changes.map(({ at, status, appId }) => ({
          appId,
          at: at.toISOString(),
          status: status as PracticeStatus,
        })),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/compliance/{standard}',
    operation: 'getCompliance',
    summary:
      'How the requirements of a standard stand, by the practices, rules and detections behind',
    access: 'read',
    params: z.object({ standard: standardId }),
    query: z.object({ app: id.optional() }),
    result: complianceSchema,
    async handle({ console: { store }, asker, params: { standard }, query }) {
      const rows = await complianceWith(store, asker, standard, query.app);
      const { name, url } = standards[standard];
      return {
        standard,
        name,
        url,
        rows: rows.map(({ sources, ...row }) => ({ ...row, sources: [...sources] })),
      };
    },
  }),
];

async function appsOf(
  store: Store,
  scope: AppScope,
  app: string | undefined,
): Promise<{ id: string; name: string }[]> {
  let query = store
    .selectFrom('apps')
    .select(['id', 'name'])
    .where(isSeen(scope, 'id'))
    .orderBy('name');
  if (app !== undefined) query = query.where('id', '=', app);
  return query.execute();
}

function showRow(practice: PracticeId, cells: readonly Cell[], staleDays: number): PracticeRow {
  const { theme, title } = practices[practice];
  const oldest = Date.now() - staleDays * dayMs;
  return {
    id: practice,
    theme,
    title,
    cells: cells
      .filter((cell) => cell.practice === practice)
      .map(({ app_id, status, since, evidence_at }) => ({
        appId: app_id,
        status: status as PracticeStatus,
        since: since.toISOString(),
        ...iso('evidenceAt', evidence_at),
        isStale: evidence_at !== null && evidence_at.getTime() < oldest,
      })),
  };
}
