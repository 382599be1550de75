import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { reportSchema } from '@castellan/check';
import { folderWith, startCli } from '../../case-cli.ts';

const home = mkdtempSync(join(tmpdir(), 'castellan-cached-'));
after(() => rmSync(home, { recursive: true }));

test('a run from the cache says what a run without it says, also once the code has changed', async () => {
  const safe = "const app = require('express')();\napp.get('/', (req, res) => res.json(1));\n";
  const root = folderWith(home, { 'package.json': '{}', 'app.js': safe, 'lib/b.ts': 'export {};' });
  const told = async (...flags: string[]): Promise<unknown> => {
    const { out, err } = await startCli(root, 'check', '--json', ...flags);
    const report = reportSchema.parse(JSON.parse(out));
    assert.equal(err, '');
    const rules = report.rules.map(({ rule, status, reason }) => [rule, status, reason]);
    return { rules, found: report.findings };
  };
  const fresh = await told('--no-cache');
  assert.deepEqual(await told(), fresh);
  assert.deepEqual(await told(), fresh);
  writeFileSync(join(root, 'app.js'), safe.replace('res.json(1)', 'eval(req.query.q)'));
  const changed = await told();
  assert.match(JSON.stringify(changed), /injection\/code/);
  assert.notDeepEqual(changed, fresh);
  assert.deepEqual(changed, await told('--no-cache'));
});

test('nothing is kept where no cache is wanted', async () => {
  const cache = join(home, 'unwanted');
  const before = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = cache;
  try {
    const root = folderWith(home, { 'package.json': '{}', 'app.js': 'eval(1);' });
    await startCli(root, 'check', '--no-cache');
    assert.ok(!readdirSync(home).includes('unwanted'));
    await startCli(root, 'check');
    assert.ok(readdirSync(home).includes('unwanted'));
  } finally {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
  }
});
