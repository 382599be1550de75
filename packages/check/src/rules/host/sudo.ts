import { defineRule, failBy, type Rule, unknown } from '../rule.ts';
import { madeUpAccounts } from '../host-example.ts';

/** Becoming root takes a proof. */
export const rule: Rule = defineRule({
  id: 'host/sudo',
  practice: 'I13',
  severity: 'medium',
  confidence: 'certain',
  cwe: 306,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Nobody becomes root without being asked for a password',
  why: 'With NOPASSWD for everything, whatever runs as that user is root: an app that was broken into, or a package that was installed.',
  fix: 'Name the very commands that are needed without a password, with their arguments, or take NOPASSWD away (`visudo -f FILE`).',
  needs: ['hostAccounts'],
  run({ hostAccounts: { sudo } }) {
    if (sudo === undefined)
      return unknown('/etc/sudoers, which only root may read: run it as root');
    const open = sudo.filter(
      // Root needs no sudo, so that a rule for it opens nothing.
      ({ asks, commands, who }) => !asks && /(?:^|,\s*)ALL\b/.test(commands) && who !== 'root',
    );
    return failBy(
      open.map(({ file, line, who }) => ({
        place: { file, line },
        message: `${who} becomes root without a password`,
        identity: who,
      })),
      `${sudo.length} rules, each asks for a password or names its commands`,
    );
  },
  examples: [
    {
      title: 'asked for',
      evidence: {
        hostAccounts: madeUpAccounts({
          sudo: [{ file: '/etc/sudoers', line: 3, who: '%sudo', asks: true, commands: 'ALL' }],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'one command without',
      evidence: {
        hostAccounts: madeUpAccounts({
          sudo: [
            {
              file: '/etc/sudoers.d/deploy',
              line: 1,
              who: 'deploy',
              asks: false,
              commands: '/usr/bin/systemctl restart shop',
            },
          ],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'everything without',
      evidence: {
        hostAccounts: madeUpAccounts({
          sudo: [{ file: '/etc/sudoers.d/ci', line: 1, who: 'ci', asks: false, commands: 'ALL' }],
        }),
      },
      expect: 'fail',
      at: ['/etc/sudoers.d/ci:1'],
    },
    {
      title: 'looked at by somebody who is not root',
      evidence: {
        hostAccounts: { users: [], groups: [], keys: [], closed: ['/etc/sudoers'] },
      },
      expect: 'unknown',
    },
  ],
});
