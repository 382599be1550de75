import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../workspace.ts';

test('a skipped suite counts, and its reason is shown', () => {
  const output = reportOf(`
    describe('one', { skip: 'no server' }, () => it('never made', () => {}));
    it('two', { skip: 'no browser' }, () => {});
    it('three', () => {});
  `);
  assert.match(output, /^skipped: .* one \(no server\)$/m);
  assert.match(output, /^skipped: .* two \(no browser\)$/m);
  assert.match(output, /^✔ .*: 1 passed, 0 failed, 2 skipped \(/m);
  assert.match(output, /^1 passed, 0 failed, 2 skipped\n$/m);
});

test('a failure is told where it is, once', () => {
  const output = reportOf(`describe('one', () => it('two', () => assert.equal(1, 2)));`);
  assert.equal(output.match(/^✖ .*:\d+ two$/gm)?.length, 1, output);
  assert.doesNotMatch(output, /^✖ .* one$/m);
  assert.match(output, /^0 passed, 1 failed\n$/m);
});

/** What the reporter says of a test file with this text. */
function reportOf(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-reporter-'));
  try {
    const file = join(directory, 'made-up.test.mjs');
    const imports = "import assert from 'node:assert';import { describe, it } from 'node:test';";
    writeFileSync(file, `${imports}${text}`);
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const reporter = `--test-reporter=${join(root, 'tools/test/reporter.ts')}`;
    return spawnSync(process.execPath, ['--test', reporter, file], { env, encoding: 'utf8' })
      .stdout;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
