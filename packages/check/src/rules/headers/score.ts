import { headerGrade } from '../../analysis/site/observatory/grade.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const enough = 75;
const strict = [
  ['Content-Security-Policy', "default-src 'none'; script-src 'self'; frame-ancestors 'none'"],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
] as const;

/** One figure for all headers, comparable with what others measure. */
export const rule: Rule = defineRule({
  id: 'headers/score',
  practice: 'C6',
  severity: 'medium',
  confidence: 'certain',
  controls: ['asvs5:3.4.1', 'asvs5:3.4.3'],
  title: `The site's headers score at least ${enough} points of the HTTP Observatory`,
  why: 'Headers are the cheapest defence that there is, and the first thing that others measure.',
  fix: "Mend the tests that cost points, worst first; helmet or guard's headers set most of them.",
  needs: ['sitePages', 'siteCrossOrigin'],
  run({ sitePages, siteCrossOrigin }) {
    const preflight = siteCrossOrigin.find(({ exchange }) => exchange.method === 'OPTIONS');
    const grade = headerGrade(sitePages, preflight);
    if (grade === undefined) return notApplicable('the site did not answer');
    const said = `${grade.score} points (${grade.grade})`;
    if (grade.score >= enough) return failBy([], said);
    const costs = grade.tests
      .filter(({ modifier }) => modifier < 0)
      .sort((a, b) => a.modifier - b.modifier)
      .map(({ modifier, says }) => `${says} (${modifier})`);
    const url = (sitePages.secure.at(-1) ?? sitePages.plain.at(-1))?.url ?? '';
    return failBy(
      [{ place: { file: url }, message: `${said}: ${costs.join(', ')}`, identity: 'score' }],
      said,
    );
  },
  examples: [
    {
      title: 'a strict site',
      evidence: { sitePages: madeUpSite({ headers: strict }), siteCrossOrigin: [] },
      expect: 'pass',
    },
    {
      title: 'no header at all',
      evidence: { sitePages: madeUpSite(), siteCrossOrigin: [] },
      expect: 'fail',
      at: ['https://shop.example/'],
    },
    { title: 'a repository', expect: 'unknown' },
  ],
});
