import { confidences, severities } from '@castellan/core';
import { type CheckFinding, type CheckReport, statuses } from '../engine/report-type.ts';
import { rules } from '../rules/registry.generated.ts';
import { caseFinding, caseReport, hostilePieces, hostileReport } from './case-report.ts';

/** Names that files of a repository have somewhere, and addresses of a site, that no report may stumble over. */
const hardFiles: readonly string[] = [
  'a b/ü.js',
  '名前/😀.ts',
  '../x',
  '/etc/passwd',
  'a?b#c&d=e',
  '100%/%2e%2e/y',
  String.raw`C:\Users\a b\x.js`,
  String.raw`\\server\share\x.js`,
  'C:/x.js',
  'http:/x',
  'javascript:alert(1)',
  'https://shop.example/a b?q=<x>#"y"',
  'http://[::1]:3000/x',
  'https://user@shop.example/%zz|{}^`',
  'https://',
  'https://shop.example/\ud800',
  'GET /orders/:id',
  'new\nline\ttab',
  '\u001b[31mred\u0007',
  '<img src=x onerror=alert(1)>',
  '\u202egpj.exe',
  '\ud800lone',
  '[words](http://evil)',
  `${'deep/'.repeat(1000)}x.js`,
  ' ',
];

/** Reports that are hard to write down, each by what is hard about it. */
export function hardReports(): Readonly<Record<string, CheckReport>> {
  const { file: _, line: __, column: ___, frame: ____, ...nowhere } = caseFinding;
  const way = hardFiles.map((file, at) => ({ file, line: at + 1, text: hostilePieces[at] ?? '' }));
  return {
    'no findings': caseReport([]),
    'no rules either': caseReport([], { rules: [], evidence: [] }),
    'hostile text': hostileReport(hostilePieces),
    'hostile text in another order': hostileReport(hostilePieces.toReversed()),
    'empty text': hostileReport(['']),
    'long text': hostileReport(['<\u202e'.repeat(80_000)]),
    'odd files': reportOf(hardFiles.map((file) => ({ ...caseFinding, file }))),
    'no place': reportOf([nowhere, { ...nowhere, file: 'a' }, { ...nowhere, file: 'a', line: 1 }]),
    'every severity and confidence': reportOf(
      severities.flatMap((severity) =>
        confidences.map((confidence) => ({ ...caseFinding, severity, confidence })),
      ),
    ),
    'every rule': reportOf(rules.map(({ id }) => ({ ...caseFinding, rule: id }))),
    'a rule that is gone': reportOf([{ ...caseFinding, rule: 'gone/rule' }]),
    'ways of a value': reportOf([
      { ...caseFinding, steps: way },
      { ...caseFinding, steps: [] },
      {
        ...caseFinding,
        steps: Array.from({ length: 2000 }, (_, at) => ({ file: 'a.js', line: at + 1, text: 'x' })),
      },
    ]),
    'known, fixable, accepted': reportOf([
      { ...caseFinding, isNew: false },
      { ...caseFinding, isFixable: true },
      ...hostilePieces.map((text) => ({
        ...caseFinding,
        acceptance: { reason: text, owner: text, until: '2027-01-01' },
      })),
    ]),
    'every status, not whole': caseReport([], {
      rules: statuses.map((status, at) => ({
        rule: `x/r${at}`,
        practice: 'I5',
        status,
        reason: '',
        elapsedMs: at * 1_234_567.891,
      })),
      gate: { failing: [], incomplete: ['', ...hostilePieces] },
      elapsedMs: 123_456_789,
      exitCode: 3,
    }),
    '25,000 findings': reportOf(Array.from({ length: 25_000 }, () => caseFinding)),
  };
}

/** The findings with a fingerprint each. */
function reportOf(findings: readonly CheckFinding[]): CheckReport {
  return caseReport(
    findings.map((finding, at) => ({
      ...finding,
      fingerprint: at.toString(16).padStart(32, '0'),
    })),
  );
}
