import { sensitiveFiles } from '../../analysis/host/sensitive-files.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';
import { madeUpFiles } from '../host-example.ts';

/** Files on which everything hangs belong to root alone. */
export const rule: Rule = defineRule({
  id: 'host/file-rights',
  practice: 'I13',
  severity: 'high',
  confidence: 'certain',
  cwe: 732,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Files of accounts, rights and schedules can be changed by root only',
  why: 'Who can write /etc/passwd, a schedule or a unit is root with the next run; who can read /etc/shadow guesses at leisure.',
  fix: 'Give the file back to root and take the rights of others away: `chown root: FILE && chmod go-w FILE`.',
  needs: ['hostFiles'],
  run({ hostFiles: { sensitive } }) {
    if (sensitive.length === 0) return notApplicable('none of these files is here');
    const findings = sensitive.flatMap(({ path, mode, uid }): RuleFinding[] => {
      const wrong = mode & (sensitiveFiles[path] ?? 0);
      const problems = [
        ...(uid === 0 ? [] : [`it belongs to user ${uid}`]),
        ...(wrong === 0 ? [] : [`its mode is ${mode.toString(8).padStart(4, '0')}`]),
      ];
      if (problems.length === 0) return [];
      return [{ place: { file: path }, message: sentence(problems), identity: 'rights' }];
    });
    return failBy(findings, `${sensitive.length} files, all as they should be`);
  },
  examples: [
    {
      title: 'as they come',
      evidence: {
        hostFiles: madeUpFiles({
          sensitive: [
            { path: '/etc/passwd', mode: 0o644, uid: 0, gid: 0 },
            { path: '/etc/shadow', mode: 0o640, uid: 0, gid: 42 },
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'secrets that everybody reads',
      evidence: {
        hostFiles: madeUpFiles({
          sensitive: [{ path: '/etc/shadow', mode: 0o644, uid: 0, gid: 42 }],
        }),
      },
      expect: 'fail',
      at: ['/etc/shadow'],
    },
    {
      title: 'a schedule that somebody else owns',
      evidence: {
        hostFiles: madeUpFiles({
          sensitive: [{ path: '/etc/cron.d', mode: 0o755, uid: 1000, gid: 0 }],
        }),
      },
      expect: 'fail',
    },
    { title: 'none of them', evidence: { hostFiles: madeUpFiles() }, expect: 'not-applicable' },
  ],
});

function sentence(parts: readonly string[]): string {
  const text = parts.join(', and ');
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
