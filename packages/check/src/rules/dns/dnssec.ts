import { untold } from '../../analysis/domain/answers.ts';
import { madeUpSigning, noAnswer, none } from '../domain-example.ts';
import { defineRule, failBy, pass, type Rule, unknown } from '../rule.ts';

/** Answers of the domain are signed, and the signatures hold. */
export const rule: Rule = defineRule({
  id: 'dns/dnssec',
  practice: 'I14',
  severity: 'low',
  confidence: 'certain',
  cwe: 345,
  controls: ['iso27001:A.8.20', 'iso27001:A.8.24'],
  title: 'The domain is signed (DNSSEC), and its signatures hold',
  why: 'Unsigned answers can be forged on the way; broken signatures take the domain away from everybody whose resolver verifies.',
  fix: 'Switch signing on where the zone is kept, then hand its DS record to the registrar; when signatures are broken take the DS record out first.',
  needs: ['domainSigning'],
  run({ domainSigning: { zone, delegation, keys, isVerified, isBroken } }) {
    const place = { file: zone };
    if (isBroken)
      return failBy(
        [
          {
            place,
            message: `The signatures of ${zone} do not hold: resolvers that verify refuse it`,
            identity: 'broken',
            severity: 'high',
          },
        ],
        '',
      );
    if (delegation.status === 'failed') return unknown(untold(`DS of ${zone}`, delegation));
    if (delegation.status !== 'found')
      return failBy([{ place, message: `${zone} is not signed`, identity: 'unsigned' }], '');
    if (keys.status === 'none')
      return failBy(
        [
          {
            place,
            message: `The zone above says that ${zone} is signed, and it has no key`,
            identity: 'no key',
            severity: 'high',
          },
        ],
        '',
      );
    if (isVerified) return pass(`${zone} is signed, and the resolver verified it`);
    return unknown(
      `${zone} has a DS record, and this resolver does not verify: name one that does, --resolver 9.9.9.9`,
    );
  },
  examples: [
    { title: 'signed and verified', evidence: { domainSigning: madeUpSigning() }, expect: 'pass' },
    {
      title: 'not signed',
      evidence: {
        domainSigning: madeUpSigning({ delegation: none, keys: none, isVerified: false }),
      },
      expect: 'fail',
    },
    {
      title: 'signatures that do not hold',
      evidence: {
        domainSigning: madeUpSigning({ delegation: noAnswer, isVerified: false, isBroken: true }),
      },
      expect: 'fail',
    },
    {
      title: 'a DS record without a key',
      evidence: { domainSigning: madeUpSigning({ keys: none, isVerified: false }) },
      expect: 'fail',
    },
    {
      title: 'signed, and nobody verified',
      evidence: { domainSigning: madeUpSigning({ isVerified: false }) },
      expect: 'unknown',
    },
    {
      title: 'no answer',
      evidence: { domainSigning: madeUpSigning({ delegation: noAnswer, isVerified: false }) },
      expect: 'unknown',
    },
  ],
});
