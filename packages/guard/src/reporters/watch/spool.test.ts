import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Spool, type SpoolLine } from './spool.ts';

const root = mkdtempSync(path.join(tmpdir(), 'castellan-spool-'));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const directory = (): string => path.join(root, String(made++));
const line = (text: string): SpoolLine => ({ text, count: 1 });
const lines = (...texts: string[]): SpoolLine[] => texts.map(line);

/** Everything that waits, taken out in order. */
function drain(spool: Spool): string[] {
  const texts: string[] = [];
  for (let segment = spool.oldest(); segment; segment = spool.oldest()) {
    texts.push(...segment.lines.map(({ text }) => text));
    segment.done();
  }
  return texts;
}

test('what is put in comes out in order, in pieces of about the size of a delivery', () => {
  const spool = new Spool(directory(), 'a', { segmentBytes: 40 });
  const texts = Array.from({ length: 50 }, (_, index) => `line ${index}`);
  for (const text of texts) assert.deepEqual(spool.append([line(text)]), []);
  assert.ok((spool.oldest()?.lines.length ?? 0) <= 8);
  assert.deepEqual(drain(spool), texts);
  assert.deepEqual(drain(spool), []);
});

test('what was read and not done is there again, and what comes meanwhile stands behind it', () => {
  const spool = new Spool(directory(), 'a');
  spool.append(lines('1', '2'));
  assert.equal(spool.oldest()?.lines.length, 2);
  spool.append(lines('3'));
  assert.deepEqual(drain(spool), ['1', '2', '3']);
});

test('the bound is kept to the byte: what does not fit is given back', () => {
  const spool = new Spool(directory(), 'a', { maxBytes: 12 });
  assert.deepEqual(spool.append(lines('123', '567', '901')), []);
  assert.deepEqual(
    spool.append(lines('3')).map(({ text }) => text),
    ['3'],
  );
  assert.deepEqual(drain(spool), ['123', '567', '901']);
  assert.deepEqual(
    spool.append(lines('123', '567', '9012')).map(({ text }) => text),
    ['9012'],
  );
});

test('files are for the app’s user only', () => {
  const place = directory();
  new Spool(place, 'a').append(lines('x'));
  assert.equal(statSync(place).mode & 0o777, 0o700);
  const [name = ''] = readdirSync(place);
  assert.equal(statSync(path.join(place, name)).mode & 0o777, 0o600);
});

test('what a process left behind is delivered by another, what a living one writes is not', () => {
  const place = directory();
  new Spool(place, 'gone').append(lines('from before'));
  const spool = new Spool(place, 'here', { lookEveryMs: 0 });
  spool.append(lines('new'));
  assert.deepEqual(drain(spool), ['new']);
  const [left = ''] = readdirSync(place);
  const minuteAgo = Date.now() / 1_000 - 61;
  utimesSync(path.join(place, left), minuteAgo, minuteAgo);
  assert.deepEqual(drain(spool), ['from before']);
});

test('a line cut off by a crash and files of others do no harm', () => {
  const place = directory();
  const spool = new Spool(place, 'a');
  spool.append(lines('1'));
  writeFileSync(path.join(place, 'notes.txt'), 'not ours');
  const [name = ''] = readdirSync(place).filter((one) => one.endsWith('.ndjson'));
  writeFileSync(path.join(place, name), '1\n{"finding":{"id', { flag: 'w' });
  assert.deepEqual(drain(spool), ['1', '{"finding":{"id']);
  assert.deepEqual(readdirSync(place), ['notes.txt']);
});
