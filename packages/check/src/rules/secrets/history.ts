import type { GitHistory } from '../../evidence/collectors/git-history.ts';
import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

/** What was committed once can be read by whoever has a clone. */
export const rule: Rule = defineRule({
  id: 'secrets/history',
  practice: 'C12',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'No secret stands in the history of git',
  why: 'A secret that a later commit took out is still in every clone, fork and cache: robots look through histories all day.',
  fix: 'Replace the secret where it is used first: from now on it is public. Then, if you must, rewrite the history with git filter-repo.',
  needs: ['gitHistory'],
  run({ gitHistory: { commits, left, isShallow, secrets } }) {
    const findings = secrets.map(({ file, commit, on, message, severity, confidence, ...of }) => ({
      place: { file },
      message: `${message}, in commit ${commit.slice(0, 10)} of ${on}`,
      identity: `${of.kind} ${of.digest}`,
      severity,
      confidence,
    }));
    if (findings.length > 0) return failBy(findings, '');
    if (isShallow)
      return unknown('the whole history: git fetch --unshallow, or fetch-depth: 0 in CI');
    if (left > 0) return unknown(`a look at the ${left} oldest of ${commits} commits`);
    if (commits === 0) return notApplicable('there is no commit');
    return failBy([], `${commits} commits hold none that we know`);
  },
  examples: [
    { title: 'nothing found', evidence: { gitHistory: history({}) }, expect: 'pass' },
    {
      title: 'a key that was taken out again',
      evidence: {
        gitHistory: history({
          secrets: [
            {
              file: 'config/dev.js',
              commit: 'f3a1c0ffee1234567890f3a1c0ffee1234567890',
              on: '2024-02-03',
              message: 'GitHub token: ghp_[github-token]',
              severity: 'critical',
              confidence: 'certain',
              kind: 'github-token',
              digest: 'a'.repeat(64),
            },
          ],
        }),
      },
      expect: 'fail',
      at: ['config/dev.js'],
    },
    {
      title: 'a shallow clone, as in CI',
      evidence: { gitHistory: history({ isShallow: true, commits: 1 }) },
      expect: 'unknown',
    },
    {
      title: 'more commits than there was time for',
      evidence: { gitHistory: history({ left: 90_000, commits: 100_000 }) },
      expect: 'unknown',
    },
    { title: 'no git', expect: 'unknown' },
    {
      title: 'no commit',
      evidence: { gitHistory: history({ commits: 0 }) },
      expect: 'not-applicable',
    },
  ],
});

function history(some: Partial<GitHistory>): GitHistory {
  return { commits: 40, left: 0, isShallow: false, secrets: [], ...some };
}
