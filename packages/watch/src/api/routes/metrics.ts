import { exposition } from '../../exports/exposition.ts';
import { readMetrics } from '../../exports/read-metrics.ts';
import { defineRoute, type Route } from '../http/route.ts';

export const metricsRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/metrics',
    operation: 'getMetrics',
    summary: 'What Prometheus collects, in its text format, of the apps that the asker sees',
    access: 'read',
    mediaType: 'text/plain',
    async handle({ console: { store, meters }, asker }) {
      return new Response(exposition(await readMetrics(store, asker, meters)), {
        headers: {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
