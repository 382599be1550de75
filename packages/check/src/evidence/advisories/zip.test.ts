import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { zipOf } from './case-zip.ts';
import { zipTexts } from './zip.ts';

const texts = { 'a.json': '{"a":1}', 'folder/ü.json': 'long '.repeat(10_000), 'empty.json': '' };
const expected = Object.entries(texts).map(([name, text]) => ({ name, text }));
const bounds = { files: 3, fileBytes: 50_000, bytes: 50_007 };

async function read(
  archive: Buffer,
  given?: typeof bounds,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const found = [];
  for await (const one of zipTexts(archive, given)) found.push(one);
  return found;
}

test('files in their order, in the narrow form and in the wide one', async () => {
  assert.deepEqual(await read(await zipOf(texts)), expected);
  assert.deepEqual(await read(await zipOf(texts, true)), expected);
});

test('what comes after the end is a comment', async () => {
  const archive = await zipOf(texts);
  archive.writeUInt16LE(5, archive.length - 2);
  assert.deepEqual(await read(Buffer.concat([archive, Buffer.from('hello')])), expected);
});

test('what is cut short or damaged is told, never left out', async () => {
  for (const isWide of [false, true]) {
    const archive = await zipOf(texts, isWide);
    for (let length = 0; length < archive.length; length += 7)
      await assert.rejects(read(archive.subarray(0, length)), Error, `${length} bytes`);
  }
});

/** The archive with a number of the list's first file changed. */
async function withOdd(at: number, value: number): Promise<Buffer> {
  const archive = await zipOf(texts);
  archive.writeUInt16LE(value, archive.indexOf('PK\x01\x02') + at);
  return archive;
}

test('what is encrypted, packed in a rarer way or not what was packed is told', async () => {
  await assert.rejects(read(await withOdd(8, 0x0801)), /encrypted/);
  await assert.rejects(read(await withOdd(10, 99)), /not known: 99/);
  await assert.rejects(read(await withOdd(16, 1)), /damaged/);
  await assert.rejects(read(await withOdd(24, 8)), /damaged/);
});

test('bounds are kept: the last that is taken, the first that is refused', async () => {
  const archive = await zipOf(texts);
  assert.deepEqual(await read(archive, bounds), expected);
  await assert.rejects(read(archive, { ...bounds, files: 2 }), /3 files/);
  await assert.rejects(read(archive, { ...bounds, fileBytes: 49_999 }), /50000 bytes/);
  await assert.rejects(read(archive, { ...bounds, bytes: 50_006 }), /over 50006 bytes/);
});

test('a file that says less than it holds is not unpacked past the bound', async () => {
  const archive = await zipOf({ bomb: 'x'.repeat(5_000_000) });
  archive.writeUInt32LE(10, archive.indexOf('PK\x01\x02') + 24);
  await assert.rejects(read(archive, bounds), { code: 'ERR_BUFFER_TOO_LARGE' });
});

test('files that share their bytes are refused', async () => {
  const archive = await zipOf({ a: randomBytes(3000).toString('hex') });
  const [list, end] = [archive.indexOf('PK\x01\x02'), archive.indexOf('PK\x05\x06')];
  const one = archive.subarray(list, end);
  const ends = Buffer.from(archive.subarray(end));
  const count = 3;
  for (const at of [8, 10]) ends.writeUInt16LE(count, at);
  ends.writeUInt32LE(one.length * count, 12);
  const many = Array.from({ length: count }, () => one);
  const packed = Buffer.concat([archive.subarray(0, list), ...many, ends]);
  assert.equal((await read(archive)).length, 1);
  await assert.rejects(read(packed), /overlap/);
});

const script = `import sys, zipfile
with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
    for number in range(70000): archive.writestr(str(number), 'x')`;
const python = spawnSync('python3', ['-c', script], { maxBuffer: 64 * 1_048_576 });

test(
  'an archive that another program wrote, with more files than the narrow form has room for',
  { skip: python.status !== 0 && 'there is no python3 here' },
  async () => {
    const names = (await read(python.stdout)).map(({ name }) => name);
    assert.equal(names.length, 70_000);
    assert.equal(names.at(-1), '69999');
  },
);
