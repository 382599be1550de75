import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cacheDirectory } from './cache-directory.ts';

test('the cache stands where the system keeps such things, and a path that is not absolute is none', () => {
  const usual = join(homedir(), '.cache', 'castellan');
  assert.equal(cacheDirectory({}, 'linux'), usual);
  assert.equal(cacheDirectory({ XDG_CACHE_HOME: '.cache' }, 'linux'), usual);
  assert.equal(cacheDirectory({ XDG_CACHE_HOME: '/a/b' }, 'linux'), join('/a/b', 'castellan'));
  assert.match(cacheDirectory({}, 'darwin'), /Library.Caches/);
});
