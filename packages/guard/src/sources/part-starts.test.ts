import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gathering } from '../context/gathering.ts';
import { gatherMultipart } from '../context/carriers/multipart.ts';
import { growthOf, maxGrowth } from '../detections/growth.ts';
import { PartStarts } from './part-starts.ts';

const part = (head: string, content: string): string =>
  `--cut\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const file = part('name="f"; filename="a.bin"', 'x'.repeat(100_000));
const field = (name: string, value: string): string => part(`name="${name}"`, value);

/** What is read of a body of which only the first `whole` bytes are kept, cut at `cuts`. */
function read(text: string, whole: number, cuts: readonly number[] = []) {
  const body = Buffer.from(text);
  const kept = [body.subarray(0, whole)];
  const starts = new PartStarts('cut', kept);
  const places = [whole, ...cuts.filter((cut) => cut > whole).toSorted((a, b) => a - b)];
  for (const [i, at] of places.entries()) starts.take(body.subarray(at, places[i + 1]));
  const gathering = new Gathering();
  const bytes = Buffer.concat([...kept, ...starts.chunks()]);
  gatherMultipart(bytes, 'multipart/form-data; boundary=cut', gathering);
  const values = new Map(gathering.inputs.map(({ path, value }) => [path, value]));
  return { values, hidesText: starts.hidesText || gathering.truncated, bytes };
}

test('fields and file names behind a long file are kept, however it is cut', () => {
  const tail = `${field('q', "it's; here")}${part('name="g"; filename="../x"', 'y')}--cut--\r\n`;
  const body = file + file + tail;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: body.length }),
      fc.array(fc.integer({ min: 0, max: body.length }), { maxLength: 12 }),
      (whole, cuts) => {
        const { values, hidesText } = read(body, whole, cuts);
        assert.equal(values.get('body.q'), "it's; here");
        assert.equal(values.get('body.g (file name)'), '../x');
        assert.equal(hidesText, false);
      },
    ),
    { numRuns: 200 },
  );
});

test('of a file its start is kept, and nothing is hidden by the rest', () => {
  const { bytes, hidesText } = read(file.repeat(5), 50_000);
  assert.equal(hidesText, false);
  assert.ok(bytes.length <= 50_000 + 5 * 16_384, `${bytes.length}`);
});

test('a field that is not kept whole hides text', () => {
  const long = (length: number): string => field('q', 'x'.repeat(length));
  assert.equal(read(file + long(16_000), 50_000).hidesText, false);
  assert.equal(read(file + long(16_400), 50_000).hidesText, true);
  assert.equal(read(long(100_000), 50_000).hidesText, true, 'where the kept bytes end');
});

test('more parts or bytes than are kept hide text', () => {
  const many = (count: number): string => field('q', 'x').repeat(count);
  assert.equal(read(file + many(900), 50_000).hidesText, false);
  assert.equal(read(file + many(1_100), 50_000).hidesText, true);
  assert.equal(read(file + field('q', 'x'.repeat(16_000)).repeat(16), 50_000).hidesText, false);
  assert.equal(read(file + field('q', 'x'.repeat(16_000)).repeat(17), 50_000).hidesText, true);
});

for (const [name, unit, size] of [
  ['small chunks', 'x', 1],
  ['chunks of line ends', '\r\n--cu', 7],
  ['parts', '--cut\r\n\r\n\r\n', 4_096],
] as const) {
  test(`work grows with the body: ${name}`, () => {
    const growth = growthOf((length) => {
      const starts = new PartStarts('cut', [Buffer.from(file)]);
      const body = Buffer.from(unit.repeat(Math.ceil((16 * length) / unit.length)));
      for (let at = 0; at < body.length; at += size) starts.take(body.subarray(at, at + size));
      starts.chunks();
    });
    assert.ok(growth <= maxGrowth, `${growth} times`);
  });
}
