import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorLog } from './error-log.ts';

test('an error that comes again and again is told once a minute, with how often', () => {
  const lines: string[] = [];
  let now = 0;
  const log = errorLog(
    (line) => lines.push(line),
    () => now,
  );
  for (let times = 0; times < 1_000; times += 1) log(new Error('the disk is full'));
  log(new Error('something else'));
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^castellan watch: Error: the disk is full\n +at /);
  now = 59_999;
  log(new Error('the disk is full'));
  assert.equal(lines.length, 2);
  now = 60_000;
  log(new Error('the disk is full'));
  assert.match(lines[2] ?? '', /\n {2}and 1000 times more in between\n$/);
  log('no error at all');
  assert.equal(lines[3], 'castellan watch: no error at all\n');
});

test('errors of many kinds are bounded', () => {
  const lines: string[] = [];
  const log = errorLog(
    (line) => lines.push(line),
    () => 0,
  );
  for (let kind = 0; kind < 250; kind += 1) log(new Error(String(kind)));
  assert.equal(lines.length, 250);
});
