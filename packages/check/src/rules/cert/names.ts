import { exampleCertificate } from '../../analysis/tls/examples.ts';
import { isThisMachine, located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, notApplicable, pass, type Rule } from '../rule.ts';

/** The certificate is for the name by which the site is reached. */
export const rule: Rule = defineRule({
  id: 'cert/names',
  practice: 'I12',
  severity: 'high',
  confidence: 'certain',
  cwe: 297,
  controls: ['asvs5:12.2.2', 'pci-dss4:4.2.1'],
  title: 'The certificate is for the name of the site',
  why: 'Browsers refuse a certificate for another name, and who is used to the warning does not see the one about an attacker.',
  fix: 'Have it issued for every name by which the site is reached, as alternative names (`certbot -d shop.example -d www.shop.example`); the common name is read by nobody.',
  needs: ['siteCertificate'],
  run({ siteCertificate }) {
    const { chain, matchesHost } = siteCertificate;
    const where = whereIs(siteCertificate);
    if (isThisMachine(siteCertificate))
      return notApplicable(`${where} is this machine: no authority signs for it`);
    const { names, subject } = chain[0]!;
    if (matchesHost) return pass(`${where}: ${shown(names)}`);
    const message =
      names.length === 0
        ? `The certificate of ${where} has no alternative names, only ${subject}`
        : `The certificate of ${where} is for ${shown(names)}`;
    return { status: 'fail', findings: located(siteCertificate, [{ message, identity: 'names' }]) };
  },
  examples: [
    {
      title: 'the name is among them',
      evidence: { siteCertificate: exampleCertificate() },
      expect: 'pass',
    },
    {
      title: 'another name',
      evidence: { siteCertificate: exampleCertificate({}, { matchesHost: false }) },
      expect: 'fail',
    },
    {
      title: 'a common name alone',
      evidence: { siteCertificate: exampleCertificate({ names: [] }, { matchesHost: false }) },
      expect: 'fail',
    },
    {
      title: 'this machine',
      evidence: {
        siteCertificate: exampleCertificate({}, { host: '127.0.0.1', matchesHost: false }),
      },
      expect: 'not-applicable',
    },
  ],
});

function shown(names: readonly string[]): string {
  const first = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${first} and ${names.length - 5} more` : first;
}
