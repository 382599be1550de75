import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defaultConfiguration } from '../config/configuration.ts';
import { createPolicy } from '../config/policy.ts';
import { noteFolder } from '../hooks/loaded-folders.ts';
import { loadedPackages } from './packages.ts';
import { startInventory } from './take-inventory.ts';

test('packages are read before the first heartbeat, which names their list', async () => {
  const folder = fileURLToPath(new URL('../../../../node_modules/express', import.meta.url));
  noteFolder(folder);
  const configuration = { ...defaultConfiguration, inventory: ['packages'] as const };
  const source = startInventory(configuration, createPolicy(configuration), []);
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(500)) {
    // Asked without reading, as nothing but the timer may have begun to.
    if (loadedPackages() !== undefined) break;
  }
  assert.match(source.take(false).packagesDigest ?? '', /^[\da-f]{16,}$/);
  const [found] = source.take(true).packages ?? [];
  assert.equal(found?.name, 'express');
});
