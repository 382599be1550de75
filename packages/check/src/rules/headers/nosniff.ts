import { sniffingOf } from '@castellan/core/site';
import { pageOf } from '../../analysis/site/exchange.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** Browsers take the type of an answer as it is told. */
export const rule: Rule = defineRule({
  id: 'headers/nosniff',
  practice: 'C6',
  severity: 'low',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:3.4.4'],
  title: 'Browsers may not guess the type of an answer',
  why: 'A file that a user uploaded as text can be guessed to be script, and run.',
  fix: 'Send X-Content-Type-Options: nosniff with every answer.',
  needs: ['sitePages'],
  run({ sitePages }) {
    const page = pageOf(sitePages);
    if (page === undefined) return notApplicable('the site did not answer');
    const sniffing = sniffingOf(page);
    const message =
      sniffing === 'missing' ? 'There is no X-Content-Type-Options' : 'Its value is not nosniff';
    return failBy(
      sniffing === 'off' ? [] : [{ place: { file: page.url }, message, identity: 'sniffing' }],
      'X-Content-Type-Options: nosniff',
    );
  },
  examples: [
    {
      title: 'nosniff',
      evidence: { sitePages: madeUpSite({ headers: [['x-content-type-options', 'nosniff']] }) },
      expect: 'pass',
    },
    { title: 'nothing', evidence: { sitePages: madeUpSite() }, expect: 'fail' },
    {
      title: 'another word',
      evidence: { sitePages: madeUpSite({ headers: [['X-Content-Type-Options', 'yes']] }) },
      expect: 'fail',
    },
    { title: 'a repository', expect: 'unknown' },
  ],
});
