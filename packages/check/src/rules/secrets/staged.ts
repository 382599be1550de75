import { secretsIn } from '../../analysis/secrets/file-findings.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** The next commit takes no secret along. */
export const rule: Rule = defineRule({
  id: 'secrets/staged',
  practice: 'C1',
  severity: 'high',
  confidence: 'likely',
  cwe: 798,
  controls: ['asvs5:13.3.1', 'pci-dss4:8.6.2'],
  title: 'Nothing that is staged holds a secret',
  why: 'Before the commit a secret can still be taken back; after the push it must be replaced.',
  fix: 'Take it out of the file, run `git add` on it again, and read the value from the environment.',
  needs: ['staged'],
  run({ staged }) {
    if (staged.length === 0) return notApplicable('nothing is staged');
    const findings = staged.flatMap(({ path, text }) => secretsIn(path, text, true));
    return failBy(findings, `${staged.length} staged files hold none that we know`);
  },
  examples: [
    {
      title: 'a harmless change',
      evidence: { staged: [{ path: 'a.js', text: 'let a = process.env.TOKEN;\n' }] },
      expect: 'pass',
    },
    {
      title: 'a private key in one string',
      evidence: { staged: [{ path: 'a.js', text: `const key = "${privateKey()}";\n` }] },
      expect: 'fail',
      at: ['a.js:1'],
    },
    { title: 'nothing staged', evidence: { staged: [] }, expect: 'not-applicable' },
    { title: 'no git', expect: 'unknown' },
  ],
});

/** Made up; in parts, so that this file holds none. */
function privateKey(): string {
  const body = 'MIIEpAIBAAKCAQEAq7Zk3'.concat('xW9vT2mKpL4Z8rBnCyD'.repeat(6), 'Qw==');
  const label = ['RSA PRIVATE', 'KEY'].join(' ');
  return `-----BEGIN ${label}-----\\r\\n${body}\\r\\n-----END ${label}-----`;
}
