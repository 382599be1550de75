import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startCli } from '../../case-cli.ts';

// The app that the command starts runs guard from its sources too.
process.env['NODE_OPTIONS'] = '-C castellan-source';
process.env['CI'] = '';

const app = join(import.meta.dirname, 'case-attack-app.mjs');
const out = mkdtempSync(join(tmpdir(), 'castellan-kept-'));
after(() => rmSync(out, { recursive: true, force: true }));

/** Runs the tests that a run of attack wrote as a team does: under node --test, `castellan` by npx. */
function runKept(env: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  // A test runner within one would report to the outer.
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env;
  const kept = join(out, 'castellan-attack.test.mjs');
  const flags = ['--test', '--test-reporter=tap', kept];
  return spawnSync(process.execPath, flags, {
    cwd: out,
    encoding: 'utf8',
    env: { ...rest, ...env },
  });
}

test('the tests that it writes fail while the hole is open, and pass once it is closed', async () => {
  const cli = new URL('../../cli.ts', import.meta.url).href;
  const bin = join(out, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'castellan'),
    `#!/usr/bin/env node\nimport(${JSON.stringify(cli)}).then(async ({ main }) => {\n  process.exitCode = await main(process.argv.slice(2));\n});\n`,
    { mode: 0o755 },
  );
  writeFileSync(join(out, 'package.json'), '{}');
  symlinkSync(join(process.cwd(), 'node_modules/express'), join(out, 'node_modules/express'));
  const only = ['--only', 'sql-injection', '--rate', '500', '--out', out];
  const told = await startCli('.', 'attack', ...only, '--', process.execPath, app);
  assert.equal(told.code, 1, told.err);
  const open = runKept({});
  assert.equal(open.status, 1, open.stderr);
  assert.match(open.stdout, /not ok \d+ - GET \/bad\/sql, query\.name: no sql-injection/);
  assert.match(open.stdout, /is OPEN/);
  const closed = runKept({ CASE_APP: 'good' });
  assert.equal(closed.status, 0, closed.stdout);
  assert.match(closed.stdout, /^ok \d+ - GET \/bad\/sql, query\.name: no sql-injection/m);
  // An app that does not even start has closed nothing.
  const gone = runKept({ CASTELLAN_ATTACK_URL: 'http://127.0.0.1:1' });
  assert.equal(gone.status, 1, gone.stdout);
});
