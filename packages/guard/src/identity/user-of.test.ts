import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { RequestContext } from '../context/request-context.ts';
import { probeContext } from '../verdict/probe.ts';
import { readIdentity } from './identity.ts';
import { userOf } from './user-of.ts';

function idOf(req: object, identity?: RequestContext['identity']): string | undefined {
  const context = { ...probeContext(''), identity, req: req as IncomingMessage };
  return userOf(context)?.id;
}

test('the account that Passport put on the request is known by its id, in every common shape', () => {
  for (const account of [
    { id: 7 },
    { id: '7', name: 'Ann' },
    { _id: { toHexString: () => '7' } },
    { userId: 7n },
    { sub: '7' },
    '7',
    7,
  ]) {
    assert.equal(idOf({ user: account }), '7');
  }
  assert.equal(idOf({ _userProperty: 'account', account: { id: 7 }, user: { id: 8 } }), '7');
});

test('else the session says who signed in', () => {
  for (const session of [
    { passport: { user: '7' } },
    { passport: { user: { id: 7 } } },
    { userId: 7 },
    { user_id: '7' },
    { uid: '7' },
    { accountId: 7 },
    { user: { id: 7 } },
    { user: '7' },
    { account: { _id: '7' } },
  ]) {
    assert.equal(idOf({ session }), '7', JSON.stringify(session));
  }
});

test('whom the app names comes first', () => {
  assert.equal(idOf({ user: { id: 8 } }, readIdentity({ id: 7 })), '7');
});

test('nobody is made up, and what throws is nobody', () => {
  const throwing = {
    get id(): never {
      throw new Error('no');
    },
  };
  for (const req of [
    {},
    { user: null },
    { user: '' },
    { user: {} },
    { user: true },
    { session: null },
    { session: {} },
    { user: throwing },
  ]) {
    assert.equal(idOf(req), undefined);
  }
  for (const nobody of [undefined, null, '7', 7, {}, { id: '' }, { id: {} }, throwing]) {
    assert.equal(readIdentity(nobody), undefined);
  }
  assert.equal(readIdentity({ id: 'x'.repeat(300) })?.id.length, 256);
});
