import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const home = mkdtempSync(join(tmpdir(), 'castellan-compiled-'));
after(() => rmSync(home, { recursive: true }));
const module = join(home, 'module.mjs');
writeFileSync(module, `export const all = ${JSON.stringify(Array.from({ length: 500 }, String))};`);
const load = `
  const { keepCompiled } = await import(${JSON.stringify(new URL('./keep-compiled.ts', import.meta.url).href)});
  keepCompiled();
  const { all } = await import(${JSON.stringify(pathToFileURL(module).href)});
  process.stdout.write(String(all.length));`;

function run(cache: string): string {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const flags = ['-C', 'castellan-source', '--input-type=module', '-e', load];
  const { stdout, stderr } = spawnSync(process.execPath, flags, {
    env: { ...env, XDG_CACHE_HOME: cache },
    encoding: 'utf8',
  });
  assert.equal(stderr, '');
  return stdout;
}

test("what is loaded after it is kept in this user's own folder, and read from there", () => {
  assert.equal(run(home), '500');
  const kept = readdirSync(join(home, 'castellan', 'code'), { recursive: true });
  assert.ok(kept.length >= 2, 'a folder of this version, and what was compiled');
  assert.equal(run(home), '500');
});

test('a folder that cannot be written is no reason to fail', () => {
  writeFileSync(join(home, 'file'), '');
  assert.equal(run(join(home, 'file')), '500');
});
