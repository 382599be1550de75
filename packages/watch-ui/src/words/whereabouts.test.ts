import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asCountry, isOld } from './whereabouts.ts';

test('countries have names, and a code that is none stays as it is', () => {
  assert.equal(asCountry('DE'), 'Germany');
  assert.equal(asCountry('<b>'), '<b>');
});

test('data is old after 180 days, not on the day itself', () => {
  const now = Date.parse('2026-12-31T00:00:00Z');
  const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
  assert.equal(isOld(ago(180), now), false);
  assert.equal(isOld(ago(181), now), true);
});
