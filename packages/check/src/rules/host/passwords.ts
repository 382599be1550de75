import type { PasswordKind } from '../../analysis/host/facts.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';
import { madeUpAccounts, user } from '../host-example.ts';

/** Hashes that a graphics card goes through in hours. */
const cheap: ReadonlySet<PasswordKind> = new Set(['des', 'md5']);

/** No account is open, and no stored password is cheap to guess. */
export const rule: Rule = defineRule({
  id: 'host/passwords',
  practice: 'I13',
  severity: 'high',
  confidence: 'certain',
  cwe: 521,
  controls: ['asvs5:11.4.2'],
  title: 'Every account that has a password has one that is stored well',
  why: 'An account without a password lets everybody in; a password under an old hash is found out by whoever reads a backup of /etc/shadow.',
  fix: 'Lock accounts that need no password (`passwd -l NAME`); have the others set a new one (`passwd NAME`), which stores it in the current way.',
  needs: ['hostAccounts'],
  run({ hostAccounts: { users } }) {
    const known = users.filter(({ password }) => password !== undefined);
    const findings = known.flatMap(({ name, password }): RuleFinding[] => {
      if (password === 'none')
        return [
          {
            place,
            message: `The account ${JSON.stringify(name)} has no password: it is open`,
            identity: `${name} none`,
            severity: 'critical',
          },
        ];
      if (password === undefined || !cheap.has(password)) return [];
      const message = `The password of ${JSON.stringify(name)} is stored as ${password.toUpperCase()}`;
      return [{ place, message, identity: `${name} ${password}`, severity: 'medium' }];
    });
    if (findings.length === 0 && known.length < users.length)
      return unknown('/etc/shadow, which only root may read: run it as root');
    return failBy(findings, `${known.length} accounts, none open`);
  },
  examples: [
    { title: 'stored well', evidence: { hostAccounts: madeUpAccounts() }, expect: 'pass' },
    {
      title: 'locked',
      evidence: { hostAccounts: madeUpAccounts({ users: [user('www', { password: 'locked' })] }) },
      expect: 'pass',
    },
    {
      title: 'no password at all',
      evidence: { hostAccounts: madeUpAccounts({ users: [user('guest', { password: 'none' })] }) },
      expect: 'fail',
    },
    {
      title: 'an old hash',
      evidence: { hostAccounts: madeUpAccounts({ users: [user('eve', { password: 'md5' })] }) },
      expect: 'fail',
    },
    {
      title: 'looked at by somebody who is not root',
      evidence: {
        hostAccounts: madeUpAccounts({
          users: [{ name: 'ada', uid: 1000, gid: 1000, home: '/home/ada', shell: '/bin/bash' }],
        }),
      },
      expect: 'unknown',
    },
  ],
});

const place = { file: '/etc/shadow' };
