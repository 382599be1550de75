import * as z from 'zod';
import { listHostProcesses } from '../../inventory/list-hosts.ts';
import { listOutbound, newForDays } from '../../inventory/list-outbound.ts';
import { listPackages } from '../../inventory/list-packages.ts';
import { listRoutes } from '../../inventory/list-routes.ts';
import { listEnvironments } from '../../inventory/list-environments.ts';
import { listLibraries } from '../../inventory/read-coverage.ts';
import type { InventoryFilter } from '../../inventory/inventory-filter.ts';
import { type AppScope, seesApp } from '../../people/app-scope.ts';
import { readCursor, shown } from '../http/paging.ts';
import { requireApp } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  appInventorySchema,
  environmentCoverageSchema,
  hostProcessSchema,
  inventoryQuery,
  loadedPackageSchema,
  reachedHostSchema,
  seenRouteSchema,
} from '../schemas/inventory.ts';
import { byId, page, paging, whole } from '../schemas/parts.ts';
import { showCoverage, showEnvironment, showHostProcess, seenIn } from './show-inventory.ts';

const yes = z.literal('yes').optional();
const dayMs = 86_400_000;

/** Of the apps that the asker sees, those that they ask for. */
function filterOf(
  asker: AppScope,
  {
    app,
    ...rest
  }: {
    readonly app?: string | undefined;
    readonly environment?: string | undefined;
    readonly text?: string | undefined;
  },
): InventoryFilter {
  if (app === undefined) return { apps: asker.apps, ...rest };
  return { apps: seesApp(asker, app) ? [app] : [], ...rest };
}

export const inventoryRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/v1/inventory/apps',
    operation: 'listAppInventory',
    summary: 'Apps by environment: processes, Node.js, mode, incidents, packages, risk',
    access: 'read',
    query: z.object(inventoryQuery),
    result: whole(appInventorySchema),
    async handle({ console: { store }, asker, query }) {
      return {
        items: (await listEnvironments(store, filterOf(asker, query))).map(showEnvironment),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/inventory/hosts',
    operation: 'listHostProcesses',
    summary: 'Guarded processes of the last seven days by the machine that they run on',
    access: 'read',
    query: z.object(inventoryQuery),
    result: whole(hostProcessSchema),
    async handle({ console: { store }, asker, query }) {
      return {
        items: (await listHostProcesses(store, filterOf(asker, query))).map(showHostProcess),
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/inventory/packages',
    operation: 'listPackages',
    summary: 'Packages of which code runs, with what is known against them, the worst first',
    access: 'read',
    query: z.object({ ...inventoryQuery, vulnerable: yes, ...paging }),
    result: page(loadedPackageSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, vulnerable, ...query } }) {
      const filter = { ...filterOf(asker, query), isVulnerable: vulnerable === 'yes' };
      const found = await listPackages(store, filter, limit, readCursor(cursor));
      return shown(found, ({ name, version, apps, advisories }) => ({
        name,
        version,
        apps,
        advisories,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/apps/{id}/packages',
    operation: 'listAppPackages',
    summary: 'Packages of which code runs in one app, with what is known against them',
    access: 'read',
    params: byId,
    query: z.object({ environment: inventoryQuery.environment, ...paging }),
    result: page(loadedPackageSchema),
    async handle({ console: { store }, asker, params, query: { limit, cursor, environment } }) {
      requireApp(asker, params.id);
      const filter = { apps: [params.id], environment };
      const found = await listPackages(store, filter, limit, readCursor(cursor));
      return shown(found, ({ name, version, apps, advisories }) => ({
        name,
        version,
        apps,
        advisories,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/inventory/routes',
    operation: 'listRoutes',
    summary: 'Routes that requests came to, the busiest first',
    access: 'read',
    query: z.object({ ...inventoryQuery, attacked: yes, ...paging }),
    result: page(seenRouteSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, attacked, ...query } }) {
      const filter = { ...filterOf(asker, query), isAttacked: attacked === 'yes' };
      const found = await listRoutes(store, filter, limit, readCursor(cursor));
      return shown(found, (row) => ({
        ...seenIn(row),
        method: row.method,
        pattern: row.pattern,
        requests: row.requests,
        attacks: row.attacks,
        modes: row.modes,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/inventory/outbound',
    operation: 'listOutbound',
    summary: 'Hosts that apps reached, those first reached last first',
    access: 'read',
    query: z.object({ ...inventoryQuery, new: yes, ...paging }),
    result: page(reachedHostSchema),
    async handle({ console: { store }, asker, query: { limit, cursor, new: isNew, ...query } }) {
      const filter = { ...filterOf(asker, query), isNew: isNew === 'yes' };
      const found = await listOutbound(store, filter, limit, readCursor(cursor));
      return shown(found, (row) => ({
        ...seenIn(row),
        host: row.host,
        port: row.port,
        library: row.library,
        calls: row.calls,
        isNew: Date.now() - row.first_seen.getTime() < newForDays * dayMs,
      }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/coverage',
    operation: 'getCoverage',
    summary: 'What is guarded in which app and environment, in which mode, and what is not and why',
    access: 'read',
    query: z.object(inventoryQuery),
    result: whole(environmentCoverageSchema),
    async handle({ console: { store }, asker, query }) {
      const filter = filterOf(asker, query);
      const environments = await listEnvironments(store, filter);
      const libraries = await listLibraries(store, filter);
      return { items: environments.map((row) => showCoverage(row, libraries)) };
    },
  }),
];
