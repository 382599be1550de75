import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireLimits } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { countRoute, routesDelivered, routesLeftOut, takeRoutes, watchRoutes } from './routes.ts';

const request = (method: string, route?: string): RequestContext =>
  ({ req: { method }, route }) as RequestContext;

test('routes are counted by method and pattern, requests without one together', () => {
  countRoute(request('GET', '/before'));
  watchRoutes();
  for (const route of ['/users/:id', '/users/:id', undefined]) countRoute(request('GET', route));
  countRoute(request('POST', '/users'));
  assert.deepEqual(takeRoutes(), [
    { method: 'GET', pattern: '/users/:id', count: 2 },
    { method: 'GET', pattern: '', count: 1 },
    { method: 'POST', pattern: '/users', count: 1 },
  ]);
  routesDelivered();
  assert.deepEqual(takeRoutes(), []);
});

test('the bound holds over all methods together', () => {
  for (let at = 3; at < wireLimits.routes; at += 1) countRoute(request('GET', `/${at}`));
  countRoute(request('DELETE', '/over'));
  countRoute(request('GET', '/3'));
  assert.equal(takeRoutes().length, wireLimits.routes - 3);
  assert.equal(routesLeftOut(), 1);
});
