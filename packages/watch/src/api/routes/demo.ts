import * as z from 'zod';
import { demoAppName, loadDemo } from '../../demo/load-demo.ts';
import { removeDemo } from '../../demo/remove-demo.ts';
import { ApiError } from '../http/api-error.ts';
import { requireAllApps } from '../http/require-scope.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { id } from '../schemas/parts.ts';

export const demoRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/v1/demo',
    operation: 'loadDemo',
    summary: 'Makes an app up with a week of attacks, to look around. Nobody is told of them',
    access: 'manage apps',
    status: 201,
    result: z.object({ id }),
    async handle({ console: { store, partitions }, asker }) {
      requireAllApps(asker);
      const made = await loadDemo(store, partitions, asker);
      if (made !== undefined) return { id: made };
      throw new ApiError('conflict', `There is an app called ${demoAppName} already.`);
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/demo',
    operation: 'removeDemo',
    summary: 'Takes the made-up app away, with all that was stored of it',
    access: 'manage apps',
    async handle({ console: { store }, asker }) {
      requireAllApps(asker);
      if (await removeDemo(store, asker)) return undefined;
      throw new ApiError('not_found', 'There is no demo data.');
    },
  }),
];
