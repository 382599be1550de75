import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Endpoints, fillPattern, parameterNames } from './endpoint.ts';

test('parameters of patterns, as frameworks write them', () => {
  assert.deepEqual(parameterNames('/a/:id/b/:file(\\d+)/*rest'), ['id', 'file', 'rest']);
  assert.equal(
    fillPattern('/a/:id/*rest', () => 'x/y'),
    '/a/x%2Fy/x%2Fy',
  );
  assert.equal(
    fillPattern('/a{/:id}', () => '1'),
    '/a/1',
  );
});

test('a path is of the pattern that names most of it', () => {
  const all = new Endpoints();
  all.at('GET', '/goods/:id', 'app');
  all.at('GET', '/goods/new', 'app');
  assert.equal(all.matching('GET', '/goods/new')?.endpoint.pattern, '/goods/new');
  assert.deepEqual(all.matching('GET', '/goods/a%20b')?.values, ['a b']);
  assert.equal(all.matching('POST', '/goods/1'), undefined);
  assert.equal(all.matching('GET', '/goods/1/2'), undefined);
  all.at('GET', '/goods/new', 'crawl');
  assert.equal(all.list().length, 2);
});
