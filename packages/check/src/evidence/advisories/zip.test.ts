import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { zipOf } from './case-zip.ts';
import { zipTexts } from './zip.ts';

const texts = { 'a.json': '{"a":1}', 'folder/ü.json': 'long '.repeat(10_000), 'empty.json': '' };
const expected = Object.entries(texts).map(([name, text]) => ({ name, text }));

test('files in their order, in the narrow form and in the wide one', () => {
  assert.deepEqual([...zipTexts(zipOf(texts))], expected);
  assert.deepEqual([...zipTexts(zipOf(texts, true))], expected);
});

test('what comes after the end is a comment', () => {
  const archive = zipOf(texts);
  archive.writeUInt16LE(5, archive.length - 2);
  assert.deepEqual([...zipTexts(Buffer.concat([archive, Buffer.from('hello')]))], expected);
});

test('what is cut short or damaged is told, never left out', () => {
  const archive = zipOf(texts);
  for (let length = 0; length < archive.length; length += 7)
    assert.throws(() => [...zipTexts(archive.subarray(0, length))], Error, `${length} bytes`);
  const odd = Buffer.from(archive);
  odd[odd.indexOf('PK\x01\x02') + 10] = 99;
  assert.throws(() => [...zipTexts(odd)], /not known: 99/);
});

const script = `import sys, zipfile
with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
    for number in range(300): archive.writestr(str(number), 'x')`;
const python = spawnSync('python3', ['-c', script], { maxBuffer: 64 * 1_048_576 });

test(
  'an archive that another program wrote',
  { skip: python.status !== 0 && 'there is no python3 here' },
  () => {
    const names = [...zipTexts(python.stdout)].map(({ name }) => name);
    assert.equal(names.length, 300);
    assert.equal(names.at(-1), '299');
  },
);
