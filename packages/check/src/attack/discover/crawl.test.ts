import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Endpoints } from '../endpoint.ts';
import { noteAddress, withoutIds } from './crawl.ts';

test('numbers and ids in a path are parameters, and words are not', () => {
  assert.equal(withoutIds('/orders/11'), '/orders/:id');
  assert.equal(withoutIds('/users/7/orders/507f1f77bcf86cd799439011'), '/users/:id/orders/:id2');
  assert.equal(withoutIds('/x/123e4567-e89b-12d3-a456-426614174000/'), '/x/:id/');
  for (const path of ['/', '/v2/orders', '/products/brass-lantern', '/face', '/2026-11-26'])
    assert.equal(withoutIds(path), path);
});

test('links to several things of one kind are one endpoint, with a sample', () => {
  const all = new Endpoints();
  for (const path of ['/orders/11', '/orders/12?full=1', '/about'])
    noteAddress(all, path, 'crawl', new URL('http://127.0.0.1:3000'));
  const [orders, about, ...more] = all.list();
  assert.deepEqual([orders?.pattern, about?.pattern, more], ['/orders/:id', '/about', []]);
  assert.equal(orders?.inputs.get('params.id')?.sample, '11');
  assert.ok(orders?.inputs.has('query.full'));
});
