import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginFinding as sample } from './case-finding.ts';
import { showFinding, showJson } from './show-finding.ts';

test('a finding is a block with all that one needs to act', () => {
  assert.deepEqual(showFinding(sample({ count: 3 }), false).split('\n'), [
    '2026-11-24T04:00:00.000Z  BLOCKED  SQL injection  critical',
    '  request POST /login from 198.51.100.4',
    "  input   body.user = ' or 1=1 (after trim)",
    "  text    where name = '' or 1=1'",
    '                         ^^^^^^^',
    '  code    src/login.ts:7:3 in login',
    '  call    pg Client.query',
    '  why     The input ends the string that it was put into.',
    '  fix     Pass values as parameters.',
    '  count   3 alike within seconds; this is the latest',
    '  id      00000000-0000-4000-8000-000000000001',
    '',
  ]);
});

test('colours underline the span', () => {
  assert.ok(
    showFinding(sample({}), true).includes("''\u001b[31m\u001b[4m or 1=1\u001b[24m\u001b[39m'"),
  );
});

test('nothing in the data steers the terminal', () => {
  const evil = '\u001b]52;c;x\u0007\u009b2J\u202e\r\n\u2066';
  const finding = sample({
    time: evil,
    detection: evil,
    cwe: 0,
    reason: evil,
    advice: evil,
    id: evil,
    request: { id: evil, method: evil, path: evil, address: evil, userAgent: evil },
    input: { path: evil, excerpt: evil, transformations: [] },
    sink: { library: evil, api: evil, kind: 'sql' },
    span: { excerpt: `${evil}${evil}`, start: 3, end: 12 },
    location: { file: evil, line: 1, column: 1, function: evil, sourceMapped: false },
  });
  const block = showFinding(finding, false);
  assert.equal(block.split('\n').length, 11);
  assert.doesNotMatch(block, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066]/);
  const json = showJson(finding);
  assert.doesNotMatch(json.trimEnd(), /[\u0000-\u001f\u007f-\u009f\u202e\u2066]/);
  assert.deepEqual(JSON.parse(json), finding);
});
