import { referrerOutcomes } from '@castellan/core/site';
import { pageReferrerOutcome } from '../../analysis/site/observatory/header-tests.ts';
import { judgePage } from '../page-rule.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, type Rule } from '../rule.ts';

const sent = (value: string): { sitePages: ReturnType<typeof madeUpSite> } => ({
  sitePages: madeUpSite({ headers: [['Referrer-Policy', value]] }),
});

/** Addresses of pages, and what stands in them, stay with the site. */
export const rule: Rule = defineRule({
  id: 'headers/referrer',
  practice: 'C6',
  severity: 'low',
  confidence: 'certain',
  cwe: 200,
  controls: ['asvs5:3.4.5'],
  title: 'Other sites are not told the addresses of pages',
  why: 'Addresses hold search words, ids and tokens of password resets; a link or an image hands them to others.',
  fix: 'Send Referrer-Policy: strict-origin-when-cross-origin, or no-referrer.',
  needs: ['sitePages'],
  run: ({ sitePages }) =>
    judgePage(sitePages, (site, place) => {
      const outcome = pageReferrerOutcome(site);
      const [points, says] = referrerOutcomes[outcome];
      const problem = { place, message: `It has: ${says}`, identity: outcome };
      return failBy(points < 0 ? [problem] : [], says);
    }),
  examples: [
    { title: 'the origin alone', evidence: sent('strict-origin'), expect: 'pass' },
    { title: "the browser's own choice", evidence: { sitePages: madeUpSite() }, expect: 'pass' },
    { title: 'all of it', evidence: sent('unsafe-url'), expect: 'fail' },
    { title: 'a slip of the pen', evidence: sent('no-referer'), expect: 'fail' },
    {
      title: 'an API',
      evidence: { sitePages: madeUpSite({ type: 'application/json' }) },
      expect: 'not-applicable',
    },
  ],
});
