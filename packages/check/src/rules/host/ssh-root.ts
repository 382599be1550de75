import { hasSshServer } from '../../analysis/host/ssh.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpSsh } from '../host-example.ts';

/** Nobody comes in as root with a password. */
export const rule: Rule = defineRule({
  id: 'host/ssh-root',
  practice: 'I13',
  severity: 'high',
  confidence: 'certain',
  cwe: 250,
  controls: ['pci-dss4:2.2.6'],
  title: 'Root does not come in by ssh with a password',
  why: 'Root is the one name that every attacker knows: with passwords allowed, guessing is all that is left.',
  fix: 'In /etc/ssh/sshd_config: `PermitRootLogin no` (or `prohibit-password`), then `systemctl reload ssh`.',
  needs: ['hostSsh'],
  run({ hostSsh }) {
    if (!hasSshServer(hostSsh)) return notApplicable('no ssh server is installed');
    const { settings } = hostSsh;
    const value = settings['permitrootlogin'] ?? 'prohibit-password';
    const asksForMore = ['no', 'prohibit-password', 'without-password', 'forced-commands-only'];
    if (asksForMore.includes(value) || settings['passwordauthentication'] === 'no')
      return failBy([], `PermitRootLogin ${value}`);
    const message = `Root may come in by ssh with a password (PermitRootLogin ${value})`;
    return failBy([{ place: { file: '/etc/ssh/sshd_config' }, message, identity: 'root' }], '');
  },
  examples: [
    {
      title: 'refused',
      evidence: { hostSsh: madeUpSsh({ permitrootlogin: 'no' }) },
      expect: 'pass',
    },
    { title: 'with a key only', evidence: { hostSsh: madeUpSsh() }, expect: 'pass' },
    {
      title: 'allowed, but nobody comes in with a password',
      evidence: { hostSsh: madeUpSsh({ permitrootlogin: 'yes', passwordauthentication: 'no' }) },
      expect: 'pass',
    },
    {
      title: 'allowed',
      evidence: { hostSsh: madeUpSsh({ permitrootlogin: 'yes' }) },
      expect: 'fail',
    },
    {
      title: 'no ssh server',
      evidence: { hostSsh: { settings: {}, origin: 'no sshd is installed' } },
      expect: 'not-applicable',
    },
  ],
});
