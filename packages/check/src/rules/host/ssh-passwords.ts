import { hasSshServer } from '../../analysis/host/ssh.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpSsh } from '../host-example.ts';

const place = { file: '/etc/ssh/sshd_config' };

/** A key or a second factor opens the door, not a password alone. */
export const rule: Rule = defineRule({
  id: 'host/ssh-passwords',
  practice: 'I13',
  severity: 'medium',
  confidence: 'certain',
  cwe: 521,
  controls: ['pci-dss4:2.2.6'],
  title: 'A password alone opens no ssh session',
  why: 'Programs guess passwords at every host that answers on the net, day and night; keys cannot be guessed.',
  fix: 'In /etc/ssh/sshd_config: `PasswordAuthentication no` and `KbdInteractiveAuthentication no` (try your key in a second session first), then `systemctl reload ssh`.',
  needs: ['hostSsh'],
  run({ hostSsh }) {
    if (!hasSshServer(hostSsh)) return notApplicable('no ssh server is installed');
    const { settings } = hostSsh;
    if (settings['permitemptypasswords'] === 'yes')
      return failBy(
        [
          {
            place,
            message: 'Empty passwords open ssh sessions',
            identity: 'empty',
            severity: 'critical',
          },
        ],
        '',
      );
    const isByPassword = settings['passwordauthentication'] !== 'no';
    const needsMore = settings['authenticationmethods']
      ?.split(' ')
      .every((methods) => methods.includes('publickey'));
    if (!isByPassword || needsMore === true) return failBy([], 'passwords alone are refused');
    return failBy(
      [{ place, message: 'A password alone opens ssh sessions', identity: 'password' }],
      '',
    );
  },
  examples: [
    {
      title: 'refused',
      evidence: { hostSsh: madeUpSsh({ passwordauthentication: 'no' }) },
      expect: 'pass',
    },
    {
      title: 'a key and a password',
      evidence: { hostSsh: madeUpSsh({ authenticationmethods: 'publickey,password' }) },
      expect: 'pass',
    },
    { title: 'as it comes', evidence: { hostSsh: madeUpSsh() }, expect: 'fail' },
    {
      title: 'either a key or a password',
      evidence: { hostSsh: madeUpSsh({ authenticationmethods: 'publickey password' }) },
      expect: 'fail',
    },
    {
      title: 'empty passwords',
      evidence: { hostSsh: madeUpSsh({ permitemptypasswords: 'yes' }) },
      expect: 'fail',
    },
    {
      title: 'no ssh server',
      evidence: { hostSsh: { settings: {}, origin: 'no sshd is installed' } },
      expect: 'not-applicable',
    },
  ],
});
