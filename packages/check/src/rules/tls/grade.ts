import { exampleCertificate, exampleServer } from '../../analysis/tls/examples.ts';
import { gradeOf, gradeScheme } from '../../analysis/tls/grade.ts';
import { isThisMachine, located, whereIs } from '../../analysis/tls/whereabouts.ts';
import { defineRule, notApplicable, pass, type Rule } from '../rule.ts';

/** The letter that people know. Single rules tell what to mend. */
export const rule: Rule = defineRule({
  id: 'tls/grade',
  practice: 'I3',
  severity: 'low',
  confidence: 'certain',
  controls: ['asvs5:12.1.1', 'asvs5:12.1.2'],
  title: 'The grade of TLS is an A or an A-',
  why: 'A grade below A means that a protocol, a suite, a key or the certificate falls short of what is usual.',
  fix: 'Mend what the other rules of TLS tell, the reasons of the grade in their order first.',
  needs: ['siteTls', 'siteCertificate'],
  run({ siteTls, siteCertificate }) {
    const where = whereIs(siteTls);
    if (isThisMachine(siteTls))
      return notApplicable(`${where} is this machine: no authority signs for it`);
    const { letter, score, reasons } = gradeOf(siteTls, siteCertificate);
    const why = reasons.map((one) => `${one.why} (${one.letter})`).join('; ');
    const said = `${where} gets grade ${letter}, score ${score}${why === '' ? '' : `: ${why}`}`;
    if (letter === 'A' || letter === 'A-') return pass(`${said}, by ${gradeScheme}`);
    return { status: 'fail', findings: located(siteTls, [{ message: said, identity: 'grade' }]) };
  },
  examples: [
    {
      title: 'a well-kept server',
      evidence: { siteTls: exampleServer(), siteCertificate: exampleCertificate() },
      expect: 'pass',
    },
    {
      title: 'TLS 1.2 alone is an A-',
      evidence: {
        siteTls: exampleServer({ 'TLSv1.3': [] }),
        siteCertificate: exampleCertificate(),
      },
      expect: 'pass',
    },
    {
      title: 'TLS 1.0 is a B',
      evidence: {
        siteTls: exampleServer({ 'TLSv1.0': [0xc014] }),
        siteCertificate: exampleCertificate(),
      },
      expect: 'fail',
    },
    {
      title: 'a certificate for another name is an M',
      evidence: {
        siteTls: exampleServer(),
        siteCertificate: exampleCertificate({}, { matchesHost: false }),
      },
      expect: 'fail',
    },
    {
      title: 'this machine',
      evidence: {
        siteTls: exampleServer({}, { host: 'localhost' }),
        siteCertificate: exampleCertificate(),
      },
      expect: 'not-applicable',
    },
    { title: 'a repository', given: { 'package.json': '{}' }, expect: 'unknown' },
  ],
});
