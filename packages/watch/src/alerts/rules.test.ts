import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMuted, isTimeZone } from './mute.ts';
import { refilled, taken } from './quota.ts';
import { waitAfter } from './retry-plan.ts';
import { concerns, defaultRules, heldBy, rulesSchema } from './rules.ts';

const nights = { days: [1, 2, 3, 4, 5], from: '22:00', until: '06:00', timeZone: 'Europe/Berlin' };
/** In winter Berlin is an hour ahead. The 26th of November 2026 is a Thursday. */
const at = (time: string): Date => new Date(`2026-11-${time}:00Z`);

test('a mute window follows the clock of its time zone, and reaches into the next day', () => {
  const cases: readonly (readonly [time: string, muted: boolean])[] = [
    ['26T20:59', false],
    ['26T21:00', true],
    ['27T04:59', true],
    ['27T05:00', false],
    ['28T04:59', true], // Friday's night
    ['28T21:30', false], // Saturday
    ['29T03:00', false], // Saturday's night has none
    ['30T03:00', false], // Sunday's night neither
    ['30T21:00', true], // Monday
  ];
  for (const [time, muted] of cases) assert.equal(isMuted([nights], at(time)), muted, time);
  const wholeDay = { days: [4], from: '00:00', until: '00:00', timeZone: 'UTC' };
  assert.equal(isMuted([wholeDay], at('26T00:00')), true);
  assert.equal(isMuted([wholeDay], at('26T23:59')), true);
  assert.equal(isMuted([wholeDay], at('27T00:00')), false);
  assert.equal(isTimeZone('Europe/Berlin'), true);
  assert.equal(isTimeZone('Mars/Olympus'), false);
});

test('a quota gives so many at once, comes back evenly, and never holds more', () => {
  const quota = { count: 2, minutes: 60 };
  let bucket: ReturnType<typeof taken> = { tokens: 2, at: at('26T12:00') };
  bucket = taken(bucket);
  assert.ok(bucket);
  bucket = taken(bucket);
  assert.ok(bucket);
  assert.equal(taken(bucket), undefined);
  assert.equal(taken(refilled(bucket, quota, at('26T12:29'))), undefined);
  assert.equal(taken(refilled(bucket, quota, at('26T12:30')))?.tokens, 0);
  assert.equal(refilled(bucket, quota, at('27T12:00')).tokens, 2);
  assert.equal(refilled(bucket, quota, at('26T11:00')).tokens, 0, 'a clock set back gives nothing');
});

test('thresholds are met at the severity itself and not one below; weaknesses and other apps are left out', () => {
  const subject = { severity: 'high', outcome: 'attack', appId: 'a' } as const;
  assert.equal(concerns(defaultRules, subject), true);
  assert.equal(concerns(defaultRules, { ...subject, severity: 'medium' }), false);
  assert.equal(concerns(defaultRules, { ...subject, outcome: 'weakness' }), false);
  assert.equal(
    concerns({ ...defaultRules, includesWeaknesses: true }, { ...subject, outcome: 'weakness' }),
    true,
  );
  assert.equal(concerns({ ...defaultRules, apps: ['b'] }, subject), false);
});

test('mute windows and digests hold everything back but what is always told', () => {
  const rules = { ...defaultRules, mutes: [nights], digestMinutes: 60 };
  assert.equal(heldBy(rules, 'high', at('26T23:00')), 'mute');
  assert.equal(heldBy(rules, 'high', at('26T12:00')), 'digest');
  assert.equal(heldBy(rules, 'critical', at('26T23:00')), undefined);
  assert.equal(heldBy({ ...rules, alwaysFrom: undefined }, 'critical', at('26T23:00')), 'mute');
  assert.equal(heldBy(defaultRules, 'low', at('26T23:00')), undefined);
});

test('tries become rarer, a service that asks for longer is heard within bounds, and they end', () => {
  assert.equal(waitAfter(1, undefined), 10);
  assert.equal(waitAfter(1, 35), 35);
  assert.equal(waitAfter(1, 999_999), 14_400);
  assert.equal(waitAfter(3, 1), 60, 'never sooner than planned');
  assert.equal(waitAfter(9, undefined), 14_400);
  assert.equal(waitAfter(10, undefined), undefined);
});

test('rules that make no sense are not taken', () => {
  const cases = [
    { mutes: [{ ...nights, timeZone: 'Mars/Olympus' }] },
    { mutes: [{ ...nights, from: '24:00' }] },
    { mutes: [{ ...nights, days: [] }] },
    { quota: { count: 0, minutes: 60 } },
    { repeatMinutes: 1 },
    { minSeverity: 'dreadful' },
  ];
  assert.equal(rulesSchema.safeParse(defaultRules).success, true);
  for (const part of cases) {
    const { success } = rulesSchema.safeParse({ ...defaultRules, ...part });
    assert.equal(success, false, JSON.stringify(part));
  }
});
