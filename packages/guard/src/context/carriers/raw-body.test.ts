import assert from 'node:assert/strict';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gathering, limits } from '../gathering.ts';
import { RawBodyReader } from './raw-body.ts';

function read(contentType: string | undefined, ...chunks: (string | Uint8Array)[]): Gathering {
  const gathering = new Gathering();
  const bytes = chunks.map((chunk) => Buffer.from(chunk as string));
  new RawBodyReader(gathering).read({ contentType, chunks: bytes, truncated: false });
  return gathering;
}

function lines(gathering: Gathering): string[] {
  return gathering.inputs.map(({ path, value }) => `${path}: ${value}`);
}

test('JSON is read in pieces, under any type, line by line', () => {
  assert.deepEqual(lines(read('application/json', '{"a":["x ', 'y"]}')), ['body.a[0]: x y']);
  assert.deepEqual(lines(read(undefined, ' {"a":"b"}')), ['body.a: b']);
  assert.deepEqual(lines(read('application/x-ndjson', '{"a":"b"}\n\n{"a":"c"}\n')), [
    'body[0].a: b',
    'body[1].a: c',
  ]);
  assert.deepEqual(lines(read('application/json', '{"a":')), ['body: {"a":']);
});

test('forms, text and XML', () => {
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  assert.deepEqual(lines(read(form, 'a=b+c')), ['body.a: b c']);
  assert.deepEqual(lines(read('text/plain', 'hello; there')), ['body: hello; there']);
  assert.deepEqual(lines(read('text/csv', 'a,b\r\n\nc;d\n')), [
    'body: a,b\r\n\nc;d\n',
    'body[0]: a,b',
    'body[2]: c;d',
  ]);
  assert.deepEqual(lines(read('application/xml', '<a>b</a>')), ['body: <a>b</a>']);
});

test('binary data is no text', () => {
  const image = Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 151) % 256));
  assert.deepEqual(lines(read('image/png', image)), []);
  assert.equal(read('image/png', image).truncated, false);
});

function readEncoded(contentEncoding: string | undefined, body: Uint8Array): Gathering {
  const gathering = new Gathering();
  const view = { contentType: 'application/json', contentEncoding, truncated: false };
  new RawBodyReader(gathering).read({ ...view, chunks: [body] });
  return gathering;
}

test('a compressed body that no parser opened is opened, whole or as far as it came', () => {
  const json = JSON.stringify({ a: 'b', c: Array.from({ length: 200 }, (_, i) => `${i}`) });
  const encoded = [
    readEncoded(undefined, gzipSync(json)),
    readEncoded('x-gzip', gzipSync(json)),
    readEncoded('deflate', deflateSync(json)),
    readEncoded('deflate', deflateRawSync(json)),
    readEncoded(' BR', brotliCompressSync(json)),
  ];
  for (const gathering of encoded) {
    assert.equal(lines(gathering)[0], 'body.a: b');
    assert.equal(gathering.truncated, false);
  }
  const [begun] = lines(readEncoded(undefined, gzipSync(json).subarray(0, 200)));
  assert.ok(begun?.startsWith('body: {"a":"b"'), begun);
});

test('what does not open, or opens to more than is read, is opaque', () => {
  const last = gzipSync('x'.repeat(limits.totalLength));
  assert.equal(readEncoded('gzip', last).truncated, true, 'one string is longer than is kept');
  assert.equal(readEncoded('gzip', last).inputs.length, 1);
  const bomb = readEncoded('gzip', gzipSync('x'.repeat(limits.totalLength + 1)));
  assert.deepEqual([bomb.truncated, bomb.inputs.length], [true, 0]);
  const broken = readEncoded('br', Buffer.from('no brotli'));
  assert.deepEqual([broken.truncated, lines(broken)], [true, ['body: no brotli']]);
});

test('a growing body is read to its end with few readings', () => {
  const gathering = new Gathering();
  const reader = new RawBodyReader(gathering);
  const chunks: Buffer[] = [];
  for (let i = 0; i < 1_000; i++) {
    chunks.push(Buffer.from(`line ${i}\n`));
    reader.read({ contentType: 'text/plain', chunks, truncated: false, isComplete: false });
  }
  assert.equal(reader.isBehind, true);
  assert.ok(gathering.inputs.length < 30, `${gathering.inputs.length} readings`);
  reader.read({ contentType: 'text/plain', chunks, truncated: false, isComplete: true });
  assert.equal(reader.isBehind, false);
  assert.ok(gathering.inputs.at(-1)?.value.endsWith('line 999\n'));
});

test('a body that was not kept whole is truncated', () => {
  const gathering = new Gathering();
  new RawBodyReader(gathering).read({ contentType: '', chunks: [], truncated: true });
  assert.equal(gathering.truncated, true);
});

const multipart = 'multipart/form-data; boundary="b-1"';

function part(head: string, content: string): string {
  return `--b-1\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
}

test('multipart names, file names and contents', () => {
  const body = `${part('name="f"; filename="../x \\"y\\".txt"', 'line\r\nline')}${part(
    "name=g; filename*=UTF-8''a%20b",
    'c',
  )}--b-1--\r\n`;
  assert.deepEqual(lines(read(multipart, body)), [
    'body.f (name): f',
    'body.f (file name): ../x "y".txt',
    'body.f: line\r\nline',
    'body.f[0]: line',
    'body.f[1]: line',
    'body.g (name): g',
    'body.g (file name): a b',
    'body.g: c',
  ]);
  assert.deepEqual(lines(read(multipart, `${part('name="$(x) y"', 'c')}--b-1--`)), [
    'body["$(x) y"] (name): $(x) y',
    'body["$(x) y"]: c',
  ]);
});

test('multipart with bare line feeds, without end, without boundary', () => {
  const loose = '--b-1\ncontent-disposition: form-data; name="a"\n\nb c\n';
  assert.deepEqual(lines(read(multipart, loose)), ['body.a (name): a', 'body.a: b c']);
  assert.deepEqual(lines(read('multipart/form-data', part('name=a', 'b'))).length, 1);
  assert.deepEqual(lines(read('multipart/form-data; boundary=zzz', part('name=a', 'b'))).length, 1);
});

test('up to a thousand parts are read, more make the body opaque', () => {
  const many = (count: number): Gathering =>
    read(multipart, `${part('name=a', "'").repeat(count)}--b-1--`);
  assert.equal(many(1_000).truncated, false);
  assert.equal(many(1_001).truncated, true);
});

test('never throws, whatever type and bytes', () => {
  const type = fc.oneof(
    fc.constantFrom('multipart/form-data; boundary=b', 'application/json', 'x-www-form-urlencoded'),
    fc.string(),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    fc
      .array(fc.constantFrom('--b', '\r\n', '\n\n', 'name="', 'content-disposition:', '{"', "'"))
      .map((all) => Buffer.from(all.join(''))),
  );
  fc.assert(fc.property(type, bytes, (each, chunk) => void read(each, chunk)));
  read('text/plain', 'x'.repeat(limits.totalLength + 1));
});
