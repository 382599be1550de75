import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Bare specifiers that the module at `url` imports at run time, itself or through its relatives. */
function packagesReached(url: URL, seen: Set<string> = new Set()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(url.href)) return packages;
  seen.add(url.href);
  const source = readFileSync(url, 'utf8');
  for (const [, typeOnly, specifier = ''] of source.matchAll(
    /^(?:import|export)( type)? [^;]*?from '([^']+)';/gm,
  )) {
    if (typeOnly) continue;
    if (!specifier.startsWith('.')) packages.add(specifier);
    else for (const name of packagesReached(new URL(specifier, url), seen)) packages.add(name);
  }
  return packages;
}

test('the main entry reaches no package, so that guard stays without dependencies', () => {
  const seen = new Set<string>();
  assert.deepEqual([...packagesReached(new URL('./index.ts', import.meta.url), seen)], []);
  assert.ok(seen.size > 10, 'the walk went past the index');
});

test('the same walk finds zod behind the wire entry', () => {
  const found = packagesReached(new URL('./wire/index.ts', import.meta.url));
  assert.deepEqual([...found], ['zod']);
});
