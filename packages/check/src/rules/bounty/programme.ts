import { defineRule, failBy, notApplicable, type Rule, unknown } from '../rule.ts';

const programme =
  /hackerone\.com\/[\w-]+|bugcrowd\.com\/[\w-]+|intigriti\.com\/[\w/-]+|yeswehack\.com\/[\w/-]+|huntr\.(?:com|dev)|immunefi\.com\/[\w/-]+|\bbug[- ]bounty\b|\bbounty (?:programme|program)\b/i;
const none =
  /\b(?:no|not|without|do(?:es)? not|don't)\b[^.\n]{0,60}\b(?:bug[- ])?bount(?:y|ies)|\bbount(?:y|ies)\b[^.\n]{0,40}\b(?:not|no)\b/i;

/** Researchers know whether finding holes is paid for. */
export const rule: Rule = defineRule({
  id: 'bounty/programme',
  practice: 'P3',
  severity: 'low',
  confidence: 'possible',
  cwe: 1059,
  controls: ['cis8:16.2', 'iso27001:A.8.8'],
  title:
    'The security policy names a bug bounty programme, or the team states that it decided on none',
  why: 'People who look for holes go where it is welcome; what they would have told you for a hundred euros is sold elsewhere.',
  fix: 'Name the programme in SECURITY.md; a small team states in castellan.attested.json that it takes reports without paying, and why.',
  needs: ['settings', 'packages', 'texts'],
  isAttestable: true,
  run({ settings, packages, texts }) {
    const policies = [
      ...settings.filter(({ path }) => /(^|\/)SECURITY(\.\w+)?$/i.test(path)),
      ...texts.files.filter(({ path }) => /(^|\/)security\.txt$/.test(path)),
    ];
    if (policies.length === 0 && packages.length === 0)
      return notApplicable('there is no package and no policy');
    if (policies.length === 0)
      return failBy(
        [{ message: 'There is no security policy that could name one', identity: 'no policy' }],
        '',
      );
    const found = policies.find(({ text }) => programme.test(text) && !none.test(text));
    if (found !== undefined) return failBy([], `${found.path} names one`);
    return unknown(
      'whether there is a programme, or why there is none: a statement in castellan.attested.json',
    );
  },
  examples: [
    {
      title: 'named',
      given: { 'SECURITY.md': 'Report to https://hackerone.com/shop\n' },
      expect: 'pass',
    },
    {
      title: 'a policy that says nothing of it',
      given: { 'SECURITY.md': 'Mail security@shop.example\n' },
      expect: 'unknown',
    },
    {
      title: 'a policy that says that there is none',
      given: { 'SECURITY.md': 'We do not run a bug bounty.\n' },
      expect: 'unknown',
    },
    { title: 'no policy', given: { 'package.json': '{}' }, expect: 'fail' },
    { title: 'nothing at all', given: { 'a.txt': '' }, expect: 'not-applicable' },
  ],
});
