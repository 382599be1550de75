import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canariesIn, canaryOf } from '@castellan/core';
import type { Prober } from '../prober.ts';
import { anotherValue, isGuarded, isIdentity } from './guarded-fields.ts';

test('fields that an app sets by itself, however their names are written', () => {
  const rights = ['role', 'roles', 'isAdmin', 'is_admin', 'admin', 'is_superuser', 'permissions'];
  const standing = ['verified', 'emailVerified', 'email_verified_at', 'approved', 'isPaid'];
  const owners = ['owner', 'ownerId', 'user_id', 'tenantId', 'createdBy'];
  const others = ['balance', 'credit', 'createdAt', 'created_at', 'id', '_id', 'uuid'];
  for (const name of [rights, standing, owners, others].flat()) assert.ok(isGuarded(name), name);
  for (const name of [
    'name',
    'email',
    'status',
    'theme',
    'administration',
    'idea',
    'pricelist',
    'user',
  ])
    assert.ok(!isGuarded(name), name);
  assert.deepEqual(['id', '_id', 'userId'].map(isIdentity), [true, true, false]);
});

test('another value is of the same kind, and means nothing', () => {
  let count = 0;
  const prober = { canary: () => canaryOf('test', (count += 1)) } as Prober;
  const other = (value: unknown, name = 'role'): unknown => anotherValue(name, value, prober);
  assert.equal(other(false), true);
  assert.notEqual(other(900_001), 900_001);
  assert.match(String(other('ada@example.com')), /^zq\w+qz@castellan\.example$/);
  assert.equal(other('2026-11-27T00:00:00.000Z'), '2001-02-03T04:05:06.000Z');
  assert.match(String(other('6f8c1e9a-1b2c-4d3e-8f90-a1b2c3d4e5f6')), /^[0-9a-f-]{36}$/);
  assert.equal(other(null, 'verifiedAt'), '2001-02-03T04:05:06.000Z');
  assert.equal(canariesIn(JSON.stringify(other(['user']))).length, 1);
  assert.equal(other({ a: 1 }), undefined);
  assert.equal(other([{ a: 1 }]), undefined);
});
