import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Act, acts, isAtLeast, isRole, mayDo, roles } from './roles.ts';

test('whoever has a role may do what those below may, and a viewer only looks', () => {
  for (const act of Object.keys(acts) as Act[]) {
    const allowed = roles.map((role) => mayDo(role, act));
    assert.equal(allowed[0], true, `the owner: ${act}`);
    assert.deepEqual(
      allowed,
      allowed.toSorted((a, b) => Number(b) - Number(a)),
      act,
    );
  }
  const viewerMay = (Object.keys(acts) as Act[]).filter((act) => mayDo('viewer', act));
  assert.deepEqual(viewerMay, ['read', 'save views', 'manage own account']);
});

test('roles compare as they are listed', () => {
  assert.equal(isAtLeast('owner', 'admin'), true);
  assert.equal(isAtLeast('admin', 'admin'), true);
  assert.equal(isAtLeast('responder', 'admin'), false);
});

test('what is no role is none', () => {
  assert.equal(isRole('owner'), true);
  for (const text of ['', 'Owner', 'root', '__proto__', 'toString'])
    assert.equal(isRole(text), false);
});
