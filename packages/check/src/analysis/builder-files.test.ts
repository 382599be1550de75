import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isForShow } from './flow-findings.ts';

test('code of the app is none for show, whatever its folder is called', () => {
  for (const path of [
    'auth/local/route.js',
    'src/dev/menu.ts',
    'src/development/plan.js',
    'src/app.js',
  ])
    assert.equal(isForShow(path), false, path);
  for (const path of [
    'examples/app.js',
    'prisma/seed.ts',
    'vite.config.mjs',
    'services/healthcheck.js',
  ])
    assert.equal(isForShow(path), true, path);
});
