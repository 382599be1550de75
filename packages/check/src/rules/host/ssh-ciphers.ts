import { hasSshServer } from '../../analysis/host/ssh.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';
import { madeUpSsh } from '../host-example.ts';

const brokenAlgorithms =
  /^(?:3des-cbc|blowfish-cbc|cast128-cbc|arcfour\d*|rijndael-cbc\S*|aes\d+-cbc|hmac-md5\S*|hmac-sha1-96\S*|hmac-ripemd160\S*|diffie-hellman-group1-sha1|diffie-hellman-group-exchange-sha1|gss-\S*sha1-\S*|ssh-dss\S*|ssh-rsa)$/;

/** The ssh server offers nothing that is broken. */
export const rule: Rule = defineRule({
  id: 'host/ssh-ciphers',
  practice: 'I10',
  severity: 'medium',
  confidence: 'certain',
  cwe: 327,
  controls: ['asvs5:11.3.2'],
  title: 'The ssh server offers no broken cipher, hash or key exchange',
  why: 'Who records a session that was sealed with a broken algorithm may open it, now or later.',
  fix: 'Take `Ciphers`, `MACs`, `KexAlgorithms` and `HostKeyAlgorithms` out of /etc/ssh/sshd_config: what OpenSSH offers by itself is sound. Then `systemctl reload ssh`.',
  needs: ['hostSsh'],
  run({ hostSsh }) {
    if (!hasSshServer(hostSsh)) return notApplicable('no ssh server is installed');
    const { settings } = hostSsh;
    const offered = [
      'ciphers',
      'macs',
      'kexalgorithms',
      'hostkeyalgorithms',
      'pubkeyacceptedalgorithms',
    ];
    const broken = offered.flatMap((name) =>
      // A list that begins with - takes away, so that what stands in it is not offered.
      (settings[name]?.startsWith('-') ? '' : (settings[name] ?? ''))
        .replace(/^[+^]/, '')
        .split(',')
        .filter((algorithm) => brokenAlgorithms.test(algorithm)),
    );
    return failBy(
      [...new Set(broken)].map((algorithm) => ({
        place: { file: '/etc/ssh/sshd_config' },
        message: `The ssh server offers ${algorithm}`,
        identity: algorithm,
      })),
      'nothing broken is offered',
    );
  },
  examples: [
    { title: 'as it comes', evidence: { hostSsh: madeUpSsh() }, expect: 'pass' },
    {
      title: 'chosen and sound',
      evidence: {
        hostSsh: madeUpSsh({
          ciphers: 'aes256-gcm@openssh.com',
          macs: 'hmac-sha2-256-etm@openssh.com',
        }),
      },
      expect: 'pass',
    },
    {
      title: 'taken away',
      evidence: { hostSsh: madeUpSsh({ ciphers: '-3des-cbc' }) },
      expect: 'pass',
    },
    {
      title: 'old ones',
      evidence: { hostSsh: madeUpSsh({ ciphers: 'aes128-ctr,3des-cbc', macs: 'hmac-md5' }) },
      expect: 'fail',
    },
    {
      title: 'SHA-1 signatures added',
      evidence: { hostSsh: madeUpSsh({ pubkeyacceptedalgorithms: '+ssh-rsa' }) },
      expect: 'fail',
    },
    {
      title: 'no ssh server',
      evidence: { hostSsh: { settings: {}, origin: 'no sshd is installed' } },
      expect: 'not-applicable',
    },
  ],
});
