import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EntryKind, isHidden, type LayerPaths, pathInImage, whiteout } from './layer-paths.ts';

test('paths are made plain; those that step out are none', () => {
  for (const [path, plain] of [
    ['./etc/passwd', 'etc/passwd'],
    ['/etc//passwd/', 'etc/passwd'],
    ['./', ''],
    ['a/..b/c', 'a/..b/c'],
    ['a/../b', undefined],
    ['..', undefined],
    ['a\0b', undefined],
  ] as const)
    assert.equal(pathInImage(path), plain, path);
});

test('whiteouts take away a path, or all of a folder', () => {
  assert.deepEqual(whiteout('a/.wh.b'), { path: 'a/b', isWholeFolder: false });
  assert.deepEqual(whiteout('.wh.b'), { path: 'b', isWholeFolder: false });
  assert.deepEqual(whiteout('a/.wh..wh..opq'), { path: 'a', isWholeFolder: true });
  assert.deepEqual(whiteout('.wh..wh..opq'), { path: '', isWholeFolder: true });
  assert.equal(whiteout('a/.wh..wh.plnk'), undefined);
  assert.equal(whiteout('a/b.wh.c'), undefined);
});

test('what later layers hide, and what they leave', () => {
  const below = layer({ 'app/a': 'file' });
  const hiding: LayerPaths[] = [
    layer({ 'app/a': 'file' }),
    layer({ app: 'file' }),
    layer({}, ['app/a']),
    layer({}, ['app']),
    layer({}, [], ['app']),
    layer({}, [], ['']),
  ];
  for (const above of hiding) {
    assert.ok(isHidden('app/a', 0, [below, above]));
    assert.ok(!isHidden('app/a', 1, [above, below]));
  }
  for (const above of [layer({ app: 'folder' }), layer({ 'app/ab': 'file' }, ['app/b'], ['ap'])])
    assert.ok(!isHidden('app/a', 0, [below, above]));
});

function layer(
  entries: Record<string, EntryKind>,
  gone: string[] = [],
  emptied: string[] = [],
): LayerPaths {
  return {
    entries: new Map(Object.entries(entries)),
    gone: new Set(gone),
    emptied: new Set(emptied),
  };
}
