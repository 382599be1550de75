import assert from 'node:assert/strict';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { faultOf } from './token-strength.ts';

const six = (make: (at: number) => string): string[] =>
  Array.from({ length: 6 }, (_, at) => make(at));
const signed = (claims: object, secret = 'x'): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

test('random tokens of any form are fine', () => {
  for (const make of [
    () => randomUUID(),
    () => randomBytes(16).toString('hex'),
    () => `s%3A${randomBytes(24).toString('base64url')}.sig`,
    () => `sess_${randomBytes(12).toString('base64')}`,
    (at: number) => signed({ sub: 1, iat: at }),
    () => signed({ sub: 1, iat: 1 }),
  ])
    assert.equal(faultOf(six(make)), undefined, make(0));
});

test('tokens that repeat, count up or are short are not', () => {
  assert.equal(faultOf(six(() => '2'))?.what, 'repeats');
  assert.equal(faultOf(six(() => 'a'.repeat(64)))?.what, 'repeats');
  assert.equal(faultOf(six((at) => `session-${1_000 + at * 3}`))?.what, 'counts');
  assert.equal(
    faultOf(six((at) => `000000000000000000000000${(0xfa + at).toString(16)}`))?.what,
    'counts',
  );
  assert.equal(faultOf(six(() => randomBytes(4).toString('hex')))?.what, 'short');
  assert.equal(
    faultOf(six(() => `prefix-of-many-signs-${randomBytes(5).toString('hex')}-tail`))?.what,
    'short',
  );
  assert.match(
    faultOf(six(() => randomBytes(4).toString('hex')))?.reason ?? '',
    /about 3\d bits differ/,
  );
});

test('the last accepted and the first refused length', () => {
  assert.equal(faultOf(['0f3a92b4c5d6e7f1', 'f04c1a2b3d5e6f72']), undefined);
  assert.equal(faultOf(['0f3a92b4c5d6e7f', 'f04c1a2b3d5e6f7'])?.what, 'short');
});
