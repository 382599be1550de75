import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MonitorNews, nextStanding, type Standing } from './next-state.ts';

const start: Standing = { state: 'unknown', step: null, seen: null, seenCount: 0 };

/** What people are told of a row of looks, written as `critical:7 days`. */
function newsOf(looks: string, badLooks = 2): (MonitorNews | '-')[] {
  let standing = start;
  return looks.split(', ').map((text) => {
    const [level = '', step] = text.split(':');
    const next = nextStanding(standing, { level: level as 'ok', step }, badLooks);
    ({ standing } = next);
    return next.news ?? '-';
  });
}

test('one bad look in a row of good ones wakes nobody, two do, and it ends after two good ones', () => {
  assert.deepEqual(newsOf('ok, critical, ok, critical, critical, ok, critical, ok, ok, ok'), [
    '-',
    '-',
    '-',
    '-',
    'opened',
    '-',
    '-',
    '-',
    'resolved',
    '-',
  ]);
});

test('the first look counts at once, and what must be told at once is', () => {
  assert.deepEqual(newsOf('critical, critical, ok, ok'), ['opened', '-', '-', 'resolved']);
  assert.deepEqual(newsOf('ok, critical', 1), ['-', 'opened']);
});

test('a certificate is told in steps, each once', () => {
  assert.deepEqual(
    newsOf(
      'ok, warning:21 days, warning:21 days, warning:14 days, critical:7 days, critical:7 days, critical:3 days, critical:ended',
    ),
    ['-', '-', 'opened', 'worse', '-', 'worse', 'worse', 'worse'],
  );
});

test('from critical to a warning nothing is told, and between bad levels each must be seen often enough', () => {
  assert.deepEqual(newsOf('critical, warning, warning, ok, ok'), [
    'opened',
    '-',
    '-',
    '-',
    'resolved',
  ]);
  assert.deepEqual(newsOf('ok, warning, critical, warning, critical, critical'), [
    '-',
    '-',
    '-',
    '-',
    '-',
    'opened',
  ]);
});
