import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { curlLine } from './curl-line.ts';

test('a shell hands curl just what was sent', { skip: process.platform === 'win32' }, () => {
  const line = curlLine('http://127.0.0.1:1', {
    method: 'POST',
    path: "/a?q=x'%20y",
    headers: { cookie: `a='"$(x)\`` },
    body: "l1'\r\nl2\\n",
  });
  const shown = execFileSync('bash', ['-c', line.replace(/^curl/, String.raw`printf '%s\0'`)], {
    encoding: 'utf8',
  });
  assert.deepEqual(shown.split('\0').slice(0, -1), [
    '-i',
    '--path-as-is',
    '-X',
    'POST',
    '-H',
    `cookie: a='"$(x)\``,
    '--data-binary',
    "l1'\r\nl2\\n",
    "http://127.0.0.1:1/a?q=x'%20y",
  ]);
});
