import type { Baseline } from './baseline.ts';
import type { CheckFinding, PracticeOutcome, RuleOutcome, Trend } from './report-type.ts';

/** What came and went since the baseline. A finding is gone only when its rule could look again. */
export function trendSince(
  { findings: before, time, practices: stood }: Baseline,
  findings: readonly CheckFinding[],
  rules: readonly RuleOutcome[],
  practices: readonly PracticeOutcome[],
): Trend {
  const there = new Set(findings.map(({ fingerprint }) => fingerprint));
  const looked = new Set(
    rules.flatMap(({ rule, status }) => (status === 'unknown' || status === 'error' ? [] : [rule])),
  );
  const isGone = ([fingerprint, rule]: [string, string]): boolean =>
    looked.has(rule) && !there.has(fingerprint);
  const judged = new Set(rules.map(({ practice }) => practice));
  const changed = practices.flatMap(({ practice, status }) => {
    const from = stood?.get(practice);
    if (from === undefined || from === status || !judged.has(practice)) return [];
    return [{ practice, from, to: status }];
  });
  return {
    ...(time !== undefined && { since: time }),
    new: findings.filter(({ isNew, acceptance }) => isNew && acceptance === undefined).length,
    known: findings.filter(({ isNew, acceptance }) => !isNew && acceptance === undefined).length,
    gone: [...before].filter(isGone).length,
    practices: changed,
  };
}
