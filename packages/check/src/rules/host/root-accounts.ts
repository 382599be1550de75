import { defineRule, failBy, type Rule, unknown } from '../rule.ts';
import { madeUpAccounts, user } from '../host-example.ts';

/** There is one root. */
export const rule: Rule = defineRule({
  id: 'host/root-accounts',
  practice: 'I13',
  severity: 'critical',
  confidence: 'certain',
  cwe: 250,
  controls: ['asvs5:13.2.2', 'pci-dss4:7.2.2'],
  title: 'Only root has the rights of root by its number',
  why: 'A second account with user id 0 is the classic back door: it is root under a name that nobody watches.',
  fix: 'Find out who made the account, then remove it (`userdel`) or give it a number of its own (`usermod -u`).',
  needs: ['hostAccounts'],
  run({ hostAccounts: { users } }) {
    if (users.length === 0) return unknown('a readable /etc/passwd');
    const others = users.filter(({ uid, name }) => uid === 0 && name !== 'root');
    return failBy(
      others.map(({ name }) => ({
        place: { file: '/etc/passwd' },
        message: `The account ${JSON.stringify(name)} has user id 0: it is root`,
        identity: name,
      })),
      `${users.length} accounts, one of them root`,
    );
  },
  examples: [
    { title: 'one root', evidence: { hostAccounts: madeUpAccounts() }, expect: 'pass' },
    {
      title: 'a second one',
      evidence: {
        hostAccounts: madeUpAccounts({
          users: [user('root', { uid: 0 }), user('toor', { uid: 0 })],
        }),
      },
      expect: 'fail',
      at: ['/etc/passwd'],
    },
    {
      title: 'no accounts',
      evidence: { hostAccounts: madeUpAccounts({ users: [] }) },
      expect: 'unknown',
    },
  ],
});
