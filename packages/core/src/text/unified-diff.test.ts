import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { unifiedDiff } from './unified-diff.ts';

test('a change is shown with three lines around it', () => {
  const before = Array.from({ length: 12 }, (_, index) => `${index}\n`).join('');
  assert.equal(
    unifiedDiff('a.txt', before, before.replace('6\n', 'six\nand a half\n')),
    '--- a/a.txt\n+++ b/a.txt\n@@ -4,7 +4,8 @@\n 3\n 4\n 5\n-6\n+six\n+and a half\n 7\n 8\n 9\n',
  );
});

test('new files, lost ends of lines, and what could forge a terminal', () => {
  assert.equal(unifiedDiff('a', undefined, 'x\n'), '--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n');
  assert.match(unifiedDiff('a', 'x\n', 'x'), /-x\n\+x\n\\ No newline at end of file\n$/);
  const hostile = unifiedDiff('a\u001b[2J', undefined, 'x\u001b[31m\u202e\n');
  assert.doesNotMatch(hostile, /[\u001b\u202e]/);
});

test('git applies it and gets the same text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-diff-'));
  const line = fc.constantFrom('a', 'b', 'c', '}', '');
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
    .map(([lines, hasEnd]) =>
      lines.length === 0 ? '' : lines.join('\n') + (hasEnd || lines.at(-1) === '' ? '\n' : ''),
    );
  try {
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        writeFileSync(join(folder, 'f'), before);
        writeFileSync(join(folder, 'p'), unifiedDiff('f', before, after));
        execFileSync('git', ['apply', '--unidiff-zero', 'p'], { cwd: folder, stdio: 'pipe' });
        assert.equal(readFileSync(join(folder, 'f'), 'utf8'), after);
      }),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('texts that have nothing in common are shown as replaced', () => {
  const many = (word: string): string =>
    Array.from({ length: 3000 }, (_, index) => `${word}${index}\n`).join('');
  const diff = unifiedDiff('a', many('x'), many('y'));
  assert.match(diff, /^@@ -1,3000 \+1,3000 @@$/m);
});
