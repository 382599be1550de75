import { practiceIds } from '@castellan/core';
import type { CheckFinding, CheckReport, Status } from '../engine/report-type.ts';

/** A finding with everything that a finding may have. */
export const caseFinding: CheckFinding = {
  fingerprint: '0123456789abcdef0123456789abcdef',
  rule: 'docker/user',
  practice: 'I5',
  severity: 'high',
  confidence: 'likely',
  message: 'The image runs as root',
  fix: 'Add USER',
  file: 'Dockerfile',
  line: 3,
  column: 7,
  frame: { start: 2, lines: ['COPY . .', 'USER root'], marked: 3 },
  isNew: true,
};

/** A report of these findings: I5 fails, C1 passes, the rest is unknown. */
export function caseReport(
  findings: readonly CheckFinding[],
  more: Partial<CheckReport> = {},
): CheckReport {
  const status = (id: string): Status => (id === 'I5' ? 'fail' : id === 'C1' ? 'pass' : 'unknown');
  return {
    version: 1,
    castellan: '0.1.0',
    rulesDigest: 'abc',
    kind: 'repository',
    target: '/repo',
    isWhole: true,
    time: '2026-11-25T00:00:00.000Z',
    elapsedMs: 1200,
    practices: practiceIds.map((practice) => ({
      practice,
      status: status(practice),
      expression: '',
    })),
    rules: [{ rule: 'docker/user', practice: 'I5', status: 'fail', reason: 'x', elapsedMs: 1 }],
    findings,
    evidence: [],
    gate: {
      failing: findings.filter((one) => !one.acceptance).map(({ fingerprint }) => fingerprint),
      incomplete: [],
    },
    exitCode: 1,
    ...more,
  };
}

/** Pieces of text that mean something to whoever reads a report, each to another reader. */
export const hostilePieces: readonly string[] = [
  '\u001b[31m\u001b]8;;http://evil\u0007x\u001b]8;;\u0007',
  '\r\n::error file=a.js,line=1::forged',
  '  ::add-mask::a',
  '##[add-mask]a',
  '##vso[task.setvariable variable=x]y',
  "##teamcity[buildProblem description='x']",
  '%0A::stop-commands::x',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '"><style>*{display:none}</style><a href="javascript:alert(1)">',
  "' onmouseover='alert(1)",
  '<!-- --> <![CDATA[ ]]> <?xml?> &lt; &#x1b; ]]>',
  '=HYPERLINK("http://evil","x")',
  '@SUM(1+1)*cmd|" /C calc"!A0',
  '\t+1\u0000-1',
  '`@all` [x](http://evil) ![i](//evil/p.png) | # h\n\n---\n- [ ] a',
  '\u202egpj.exe\u2066\u200b\ufeff',
  '\ud800 \udfff \ufffe \uffff \u0085 \u2028',
  '{0} {{x}} ${y} $(z)',
  'a,b;c"d""e\\\'f\u00a0::debug::x',
];

/** A report in which every text that others may have written is one of `texts`, in turn. */
export function hostileReport(texts: readonly string[]): CheckReport {
  let at = 0;
  const next = (): string => texts[at++ % texts.length] ?? '';
  const finding = (digit: string, more: Partial<CheckFinding>): CheckFinding => ({
    ...caseFinding,
    fingerprint: digit.repeat(32),
    message: next(),
    fix: next(),
    shownBy: [next(), next()],
    file: `a${next()}`,
    frame: { start: 1, lines: [next(), next(), next()], marked: 2 },
    steps: [
      { file: next(), line: 1, text: next() },
      { file: next(), line: 2, text: next() },
    ],
    ...more,
  });
  return caseReport(
    [
      finding('1', {}),
      finding('2', { severity: 'medium', isNew: false }),
      finding('3', { acceptance: { reason: next(), owner: next(), until: '2027-01-01' } }),
    ],
    {
      target: next(),
      commit: next(),
      rules: [
        { rule: 'docker/user', practice: 'I5', status: 'fail', reason: next(), elapsedMs: 1 },
        { rule: 'tls/key', practice: 'I3', status: 'unknown', reason: next(), elapsedMs: 1 },
        { rule: 'tls/dh', practice: 'I3', status: 'error', reason: next(), elapsedMs: 1 },
        {
          rule: 'ci/sast',
          practice: 'C8',
          status: 'attested',
          reason: next(),
          attestation: { statement: next(), by: next(), date: '2026-01-01', until: '2027-01-01' },
          elapsedMs: 1,
        },
      ],
      evidence: [{ name: 'git', status: 'available', origin: next(), time: next() }],
      gate: { failing: ['1'.repeat(32)], incomplete: [next()] },
      trend: { since: next(), new: 1, known: 1, gone: 0, practices: [] },
    },
  );
}
