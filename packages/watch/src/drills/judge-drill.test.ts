import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillChannel, DrillFacts } from './drill-report.ts';
import { judgeDrill } from './judge-drill.ts';

const startedAt = new Date('2026-11-26T10:00:00Z');
const after = (ms: number): Date => new Date(startedAt.getTime() + ms);
const channel = (state: DrillChannel['state'], part: Partial<DrillChannel> = {}): DrillChannel => ({
  id: state,
  name: `on ${state}`,
  kind: 'webhook',
  state,
  ...(state === 'delivered' && { atMs: 1_234 }),
  ...part,
});

function facts(part: Partial<DrillFacts> = {}): DrillFacts {
  return {
    way: 'own-request',
    app: 'shop',
    startedAt,
    givesUpAt: after(60_000),
    now: after(5_000),
    sentAt: after(100),
    answer: { status: 403, tookMs: 20 },
    eventAt: after(700),
    incidentAt: after(710),
    queuedAt: after(900),
    guardSeenAt: after(-1_000),
    channels: [channel('delivered')],
    ...part,
  };
}
const silence = {
  eventAt: undefined,
  incidentAt: undefined,
  queuedAt: undefined,
  channels: [channel('waiting')],
};

test('everybody who was to be told was: times count from the attack', () => {
  const { outcome, sentence, steps, advice } = judgeDrill(
    facts({ channels: [channel('delivered')] }),
  );
  assert.deepEqual([outcome, advice], ['arrived', undefined]);
  assert.equal(sentence, 'It arrived: on delivered within 1.2 s.');
  assert.deepEqual(
    steps.map(({ name, state, atMs }) => [name, state, atMs]),
    [
      ['request', 'done', 20],
      ['event', 'done', 600],
      ['incident', 'done', 610],
      ['queue', 'done', 800],
    ],
  );
});

test('it goes on for as long as something may still come, and not longer', () => {
  for (const part of [
    { ...silence, channels: [] },
    { ...silence, answer: undefined },
    { channels: [channel('waiting')] },
    { channels: [channel('delivered'), channel('failing')] },
  ]) {
    assert.equal(judgeDrill(facts(part)).outcome, undefined);
    assert.notEqual(judgeDrill(facts({ ...part, now: after(60_000) })).outcome, undefined);
  }
});

test('each loss is told with what to do', () => {
  const late = { now: after(60_000) };
  const cases: readonly (readonly [Partial<DrillFacts>, RegExp, RegExp])[] = [
    [
      { ...silence, answer: { tookMs: 1, problem: 'was not reached' } },
      /did not reach shop/,
      /address/,
    ],
    [{ ...silence, ...late, guardSeenAt: undefined }, /never been heard of/, /CASTELLAN_TOKEN/],
    [
      { ...silence, ...late, guardSeenAt: after(-600_000) },
      /11 minutes ago/,
      /still starts with guard/,
    ],
    [
      { ...silence, ...late, guardSeenAt: after(50_000) },
      /alive, but did not report/,
      /before guard/,
    ],
    [
      { ...silence, ...late, guardSeenAt: after(50_000), answer: { status: 200, tookMs: 1 } },
      /answered 200/,
      /sql-injection is not off/,
    ],
    [{ ...silence, ...late, way: 'event' }, /was not stored/, /log of watch/],
    [{ channels: [] }, /no channel tells anybody of attacks on shop/, /Add a channel/],
    [
      { channels: [channel('not-concerned')] },
      /on not-concerned is not told of attacks on shop, by its rules/,
      /Widen/,
    ],
    [{ channels: [channel('paused')] }, /on paused is paused/, /Resume/],
    [{ channels: [channel('held', { problem: 'it waits for its digest' })] }, /digest/, /severity/],
    [{ channels: [channel('failed', { problem: 'answered 410' })] }, /fails: answered 410/, /Mend/],
    [{ ...late, channels: [channel('failing', { problem: 'answered 503' })] }, /503/, /Mend/],
    [{ ...late, channels: [channel('waiting')] }, /was not told in time/, /its log/],
  ];
  for (const [part, sentence, advice] of cases) {
    const report = judgeDrill(facts(part));
    assert.equal(report.outcome, 'lost', String(sentence));
    assert.match(report.sentence, sentence);
    assert.match(report.advice ?? '', advice);
  }
});

test('some were told and some were not', () => {
  const report = judgeDrill(
    facts({ channels: [channel('delivered'), channel('failed', { problem: 'answered 410' })] }),
  );
  assert.equal(report.outcome, 'partly');
  assert.match(
    report.sentence,
    /^on delivered was told within 1\.2 s\. on failed fails: answered 410\.$/,
  );
});

test('a clock that is behind makes no time negative', () => {
  const { steps } = judgeDrill(facts({ eventAt: after(50) }));
  assert.equal(steps[1]?.atMs, 0);
});
