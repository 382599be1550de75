import type { AuthorizedKey } from '../../analysis/host/facts.ts';
import { defineRule, failBy, type Rule, type RuleFinding, unknown } from '../rule.ts';
import { madeUpAccounts } from '../host-example.ts';

const fewestBits = 2_048;

/** Keys that open the door cannot be worked out. */
export const rule: Rule = defineRule({
  id: 'host/authorized-keys',
  practice: 'I13',
  severity: 'high',
  confidence: 'certain',
  cwe: 326,
  controls: ['asvs5:11.3.2'],
  title: 'The keys that open ssh sessions are strong',
  why: 'From the public half of a short RSA or a DSA key the private half can be worked out.',
  fix: 'Have the owner make a new key (`ssh-keygen -t ed25519`) and take the old line out of authorized_keys.',
  needs: ['hostAccounts'],
  run({ hostAccounts: { keys, closed } }) {
    const findings = keys.flatMap((key) => findingIn(key) ?? []);
    const hidden = closed.filter((file) => /authorized_keys2?$/.test(file));
    if (findings.length === 0 && hidden.length > 0)
      return unknown(`${hidden.join(', ')}, which only root may read: run it as root`);
    return failBy(findings, `${keys.length} keys, all strong`);
  },
  examples: [
    {
      title: 'Ed25519 and long RSA',
      evidence: {
        hostAccounts: madeUpAccounts({
          keys: [key('ssh-ed25519'), key('ssh-rsa', { bits: 3_072 })],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'the shortest that is long enough',
      evidence: { hostAccounts: madeUpAccounts({ keys: [key('ssh-rsa', { bits: 2_048 })] }) },
      expect: 'pass',
    },
    {
      title: 'one bit shorter',
      evidence: { hostAccounts: madeUpAccounts({ keys: [key('ssh-rsa', { bits: 2_047 })] }) },
      expect: 'fail',
      at: ['/home/ada/.ssh/authorized_keys:1'],
    },
    {
      title: 'DSA',
      evidence: { hostAccounts: madeUpAccounts({ keys: [key('ssh-dss')] }) },
      expect: 'fail',
    },
    {
      title: 'files of others',
      evidence: { hostAccounts: madeUpAccounts({ closed: ['/root/.ssh/authorized_keys'] }) },
      expect: 'unknown',
    },
  ],
});

function key(type: string, part: Partial<AuthorizedKey> = {}): AuthorizedKey {
  return {
    file: '/home/ada/.ssh/authorized_keys',
    line: 1,
    user: 'ada',
    type,
    fingerprint: 'n4bQgYhMfWWaL+qg',
    comment: 'ada@laptop',
    isRestricted: false,
    ...part,
  };
}

function findingIn({ file, line, user, type, bits, fingerprint }: AuthorizedKey): RuleFinding[] {
  const isShort = bits !== undefined && bits < fewestBits;
  if (!isShort && type !== 'ssh-dss') return [];
  const what = isShort ? `an RSA key of ${bits} bits` : 'a DSA key';
  const message = `${what[0]?.toUpperCase()}${what.slice(1)} opens sessions as ${user}`;
  return [{ place: { file, line }, message, identity: fingerprint }];
}
