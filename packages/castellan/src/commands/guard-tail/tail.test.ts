import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { after, test } from 'node:test';
import type { Finding } from '@castellan/core';
import { loginFinding as sample } from './case-finding.ts';
import { tail, type TailOptions } from './tail.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'castellan-tail-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const idOf = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const line = (index: number, part: Partial<Finding> = {}): string =>
  `${JSON.stringify(sample({ id: idOf(index), ...part }))}\n`;
const file = (name: string, ...lines: string[]): string => {
  const full = path.join(folder, name);
  if (lines.length > 0) writeFileSync(full, lines.join(''));
  return full;
};

interface Watch {
  readonly code: Promise<number>;
  readonly ids: () => number[];
  readonly notes: () => string;
  readonly end: () => void;
}

function watch(name: string, part: Partial<TailOptions> = {}): Watch {
  const ending = new AbortController();
  const output = new PassThrough({ highWaterMark: 1 << 24 });
  const notes = new PassThrough();
  let text = '';
  let remarks = '';
  output.on('data', (data) => (text += String(data)));
  notes.on('data', (data) => (remarks += String(data)));
  const code = tail({
    file: name,
    isJson: true,
    follows: true,
    signal: ending.signal,
    output,
    notes,
    colours: false,
    intervalMs: 5,
    ...part,
  });
  const ids = (): number[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((json) => Number((JSON.parse(json) as Finding).id.slice(-12)));
  return { code, ids, notes: () => remarks, end: () => ending.abort() };
}

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; round < 1_000 && !condition(); round++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition(), 'waited for it in vain');
}

test('without following shows all of the file, passes over what is no finding, and ends', async () => {
  const run = watch(
    file('all', line(1), 'torn {"a', '\n', '[]\n', line(2), line(2), line(3).trimEnd()),
    { follows: false },
  );
  assert.equal(await run.code, 0);
  assert.deepEqual(run.ids(), [1, 2]);
  await until(() => run.notes().includes('2 lines'));
});

test('a file that is not there is a failure without following, and waited for with it', async () => {
  assert.equal(await watch(file('missing'), { follows: false }).code, 1);
  const run = watch(file('later'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  file('later', line(1));
  await until(() => run.ids().length === 1);
  run.end();
  assert.equal(await run.code, 0);
});

test('shows the last ten, then what is appended, half lines included', async () => {
  const name = file('last', ...Array.from({ length: 15 }, (_, index) => line(index)));
  const run = watch(name);
  await until(() => run.ids().length === 10);
  const next = line(20);
  appendFileSync(name, next.slice(0, 50));
  await new Promise((resolve) => setTimeout(resolve, 20));
  appendFileSync(name, next.slice(50));
  await until(() => run.ids().length === 11);
  run.end();
  await run.code;
  assert.deepEqual(run.ids(), [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20]);
});

test('follows a file that is moved aside, and one that is cut short', async () => {
  const name = file('rotated', line(1));
  const run = watch(name);
  await until(() => run.ids().length === 1);
  appendFileSync(name, line(2));
  renameSync(name, `${name}.1`);
  appendFileSync(`${name}.1`, line(3));
  writeFileSync(name, line(4));
  await until(() => run.ids().length === 4);
  writeFileSync(name, '');
  await new Promise((resolve) => setTimeout(resolve, 40));
  appendFileSync(name, line(5));
  await until(() => run.ids().length === 5);
  run.end();
  await run.code;
  assert.deepEqual(run.ids(), [1, 2, 3, 4, 5]);
});

test('--since reads the files that were moved aside, oldest first, and drops what is older', async () => {
  const old = { time: '2026-11-24T01:00:00.000Z' };
  const name = file('since', line(4));
  file('since.1', line(3));
  file('since.2', line(1, old), line(2));
  const run = watch(name, { follows: false, sinceMs: Date.parse('2026-11-24T02:00:00Z') });
  await run.code;
  assert.deepEqual(run.ids(), [2, 3, 4]);
});
