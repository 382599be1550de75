import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vectorBytes } from './bytes.ts';
import { Flight, type Said } from './flight.ts';
import { Ssl2Answer } from './ssl2.ts';

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
const message = (type: number, body: readonly number[]): number[] => [
  type,
  ...vectorBytes(body, 3),
];
const record = (content: readonly number[], type = 22): number[] => [
  type,
  3,
  3,
  ...vectorBytes(content, 2),
];
const hello = message(2, [3, 3, ...zeros(32), 0, 0x00, 0x9e, 0, 0, 5, 0xff, 0x01, 0, 1, 0]);
const certificate = message(11, vectorBytes(vectorBytes([1, 2, 3], 3), 3));
const exchange = message(12, [0, 3, 0, 0x80, 1, 0, 1, 2, 0, 1, 3]);
const whole = [...hello, ...certificate, ...exchange, ...message(14, [])];

function read(chunks: readonly Uint8Array[]): Said {
  const flight = new Flight('key exchange');
  for (const chunk of chunks) {
    const said = flight.push(chunk);
    if (said) return said;
  }
  return flight.end('it ended');
}

function cut(bytes: readonly number[], sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(Uint8Array.from(bytes.slice(at, at + size)));
    at += size;
  }
  return [...chunks, Uint8Array.from(bytes.slice(at))];
}

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });

test('hello, certificate and the size of the prime', () => {
  assert.deepEqual(read([Uint8Array.from(record(whole))]), {
    kind: 'hello',
    hello: {
      version: 0x0303,
      suite: 0x009e,
      compression: 0,
      hasSecureRenegotiation: true,
      hasExtendedMasterSecret: false,
    },
    keyExchange: { primeBits: 16 },
    certificates: [Buffer.from([1, 2, 3])],
  });
});

test('it reads the same however the bytes are cut, into records or chunks', () => {
  const expected = read([Uint8Array.from(record(whole))]);
  fc.assert(
    fc.property(sizes, sizes, (records, chunks) => {
      const bytes = cut(whole, records).flatMap((part) =>
        part.length > 0 ? record([...part]) : [],
      );
      assert.deepEqual(read(cut(bytes, chunks)), expected);
    }),
  );
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), sizes, (bytes, chunks) => {
      assert.ok(read(cut([...bytes], chunks)).kind.length > 0);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 24 }), (bytes, type) => {
      const messages = [...hello, ...message(type, [...bytes]), ...message(14, [])];
      const said = read([Uint8Array.from(record(messages))]);
      assert.ok(said.kind.length > 0);
    }),
  );
});

test('one changed byte of a good flight makes nothing throw', () => {
  const good = record(whole);
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      assert.ok(read([Uint8Array.from(good.with(at, byte))]).kind.length > 0);
    }),
    { numRuns: 2000 },
  );
});

test('a warning does not end it, a fatal alert does', () => {
  const warning = record([1, 112], 21);
  assert.equal(read([Uint8Array.from([...warning, ...record(whole)])]).kind, 'hello');
  assert.deepEqual(read([Uint8Array.from(record([2, 40], 21))]), { kind: 'alert', code: 40 });
});

test('it gives up on a flight that has no end', () => {
  const flight = new Flight('key exchange');
  const part = Uint8Array.from(record(zeros(16_000), 20));
  let said: Said | undefined;
  let count = 0;
  while (said === undefined) {
    said = flight.push(part);
    count += 1;
  }
  assert.equal(said.kind, 'nonsense');
  assert.equal(count, 13);
});

test('a record is as long as the protocol allows, and no longer', () => {
  const said = (length: number): Said | undefined =>
    new Flight('hello').push(Uint8Array.from([22, 3, 3, length >> 8, length & 255]));
  assert.equal(said(2 ** 14 + 2048), undefined);
  assert.equal(said(2 ** 14 + 2049)?.kind, 'nonsense');
});

test('an answer of SSLv2, whole, in pieces or not, and any other bytes', () => {
  const body = [4, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 9, 1, 0, 0x80, 7];
  const bytes = [0x80, body.length, ...body];
  const kindsIn = (chunks: readonly Uint8Array[]): ReturnType<Ssl2Answer['push']> => {
    const answer = new Ssl2Answer();
    let found: ReturnType<Ssl2Answer['push']>;
    for (const chunk of chunks) found ??= answer.push(chunk);
    return found;
  };
  fc.assert(
    fc.property(sizes, (chunks) => {
      assert.deepEqual(kindsIn(cut(bytes, chunks)), { kinds: [0x01_00_80] });
    }),
  );
  assert.equal(kindsIn([Uint8Array.from(bytes.slice(0, -1))]), undefined);
  assert.deepEqual(kindsIn([Buffer.from('HTTP/1.1 400')]), { kinds: undefined });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (any) => {
      kindsIn([any]);
    }),
  );
});
