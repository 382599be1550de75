import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { expressionsIntoVariables } from './expression-variables.ts';

const inner = 'github.event.issue.title';
const expression = `\${{ ${inner} }}`;

/** The script after the edits, and what the variable is called; undefined when nothing is offered. */
function mended(script: string): string | undefined {
  const text = `run: |\n${script
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')}`;
  const data = { jobs: { a: { steps: [{ run: script }] } } };
  const edits = expressionsIntoVariables({ path: 'ci.yml', text, data }, inner);
  if (edits === undefined) return undefined;
  const lines = text.split('\n');
  for (const edit of edits.toReversed()) {
    if (edit.kind !== 'text') continue;
    const line = lines[edit.line - 1]!;
    assert.ok(line.startsWith(edit.was, edit.column - 1));
    lines[edit.line - 1] =
      line.slice(0, edit.column - 1) + edit.to + line.slice(edit.column - 1 + edit.was.length);
  }
  return lines
    .slice(1, -1)
    .map((line) => line.slice(2))
    .join('\n');
}

function shell(script: string, title: string): { out: string; code: number | null } {
  const { stdout, status } = spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ISSUE_TITLE: title },
  });
  return { out: stdout, code: status };
}

const piece = fc.constantFrom('a', ' ', '"', "'", '\\', '#', ' # ', '\n', '; echo b', expression);
const scripts = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map((pieces) => `echo x${pieces.join('')}`)
  .filter((script) => script.includes(expression));

test('however it is quoted, a shell says the same as before, and runs nothing of a hostile title', () => {
  let offered = 0;
  fc.assert(
    fc.property(scripts, (script) => {
      const result = mended(script);
      if (result === undefined) return;
      const before = shell(script.replaceAll(expression, 'T1tle'), 'T1tle');
      // A script that no shell takes says nothing.
      if (before.code !== 0) return;
      offered += 1;
      assert.deepEqual(shell(result, 'T1tle'), before, `${script}\n→\n${result}`);
      const hostile = shell(result, '$(echo pwned$((40+2)))`echo pwned42`"; echo pwned42; #');
      assert.doesNotMatch(hostile.out, /(?<!echo )pwned42/, `${script}\n→\n${result}`);
    }),
    { numRuns: 300 },
  );
  assert.ok(offered > 20, `${offered} were offered`);
});

test('where it is not certain, nothing is offered', () => {
  for (const script of [
    `echo '${expression}'`,
    `cat <<END\n${expression}\nEND`,
    `for word in ${expression}; do echo $word; done`,
  ])
    assert.equal(mended(script), undefined, script);
});
