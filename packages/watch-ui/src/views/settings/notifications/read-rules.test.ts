import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRules } from './read-rules.ts';
import { rulesInWords } from './rules-in-words.ts';

test('a form is read as the API takes rules; what is left empty is left out', () => {
  const form = new FormData();
  const fields = [
    ['minSeverity', 'medium'],
    ['app', 'a'],
    ['app', 'b'],
    ['quotaCount', '5'],
    ['quotaMinutes', '30'],
    ['digestMinutes', ''],
    ['repeatMinutes', '60'],
    ['mute', '3'],
    ['mute-3-day', '6'],
    ['mute-3-day', '7'],
    ['mute-3-from', '22:00'],
    ['mute-3-until', '06:00'],
    ['mute-3-zone', 'UTC'],
    ['alwaysFrom', ''],
    ['escalateTo', 'c'],
    ['escalateAfter', '15'],
  ] as const;
  for (const [name, value] of fields) form.append(name, value);
  const rules = readRules(form);
  assert.deepEqual(rules, {
    minSeverity: 'medium',
    includesWeaknesses: false,
    apps: ['a', 'b'],
    mutes: [{ days: [6, 7], from: '22:00', until: '06:00', timeZone: 'UTC' }],
    repeatMinutes: 60,
    quota: { count: 5, minutes: 30 },
    escalation: { to: 'c', afterMinutes: 15 },
  });
  assert.equal(
    rulesInWords(rules),
    'medium and worse, of 2 apps; at most 5 in 30 min; quiet at times; reminded every 60 min; escalated after 15 min',
  );
});
