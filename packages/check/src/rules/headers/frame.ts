import { framingOf } from '@castellan/core/site';
import { judgePage } from '../page-rule.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, type Judgement, type Rule } from '../rule.ts';

/** Others cannot put the page into a frame and catch clicks on it. */
export const rule: Rule = defineRule({
  id: 'headers/frame',
  practice: 'C6',
  severity: 'medium',
  confidence: 'certain',
  cwe: 1021,
  controls: ['asvs5:3.4.6'],
  title: 'Only chosen sites may frame the pages',
  why: 'In a frame that cannot be seen, a visitor clicks on your buttons believing to click on others.',
  fix: "Send Content-Security-Policy: frame-ancestors 'self' (and X-Frame-Options: SAMEORIGIN for old browsers).",
  needs: ['sitePages'],
  run: ({ sitePages }) =>
    judgePage(sitePages, ({ page }, place) => {
      const wrong = (message: string): Judgement =>
        failBy([{ place, message, identity: 'frames' }], '');
      const framing = framingOf(page);
      switch (framing.kind) {
        case 'policy':
          return failBy([], 'frame-ancestors');
        case 'header':
          return failBy([], `X-Frame-Options: ${framing.value}`);
        case 'open policy':
          return wrong('frame-ancestors names everybody');
        case 'missing':
          return wrong('Neither frame-ancestors nor X-Frame-Options is sent');
        case 'unknown':
          return wrong(`Browsers do not know X-Frame-Options: ${framing.value.slice(0, 40)}`);
      }
    }),
  examples: [
    {
      title: 'by policy',
      evidence: {
        sitePages: madeUpSite({
          headers: [['Content-Security-Policy', "frame-ancestors 'self' https://partner.example"]],
        }),
      },
      expect: 'pass',
    },
    {
      title: 'by the older header',
      evidence: { sitePages: madeUpSite({ headers: [['X-Frame-Options', 'DENY']] }) },
      expect: 'pass',
    },
    { title: 'by nothing', evidence: { sitePages: madeUpSite() }, expect: 'fail' },
    {
      title: 'a policy for everybody',
      evidence: {
        sitePages: madeUpSite({
          headers: [
            ['Content-Security-Policy', 'frame-ancestors https:'],
            ['X-Frame-Options', 'DENY'],
          ],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'a form that browsers gave up',
      evidence: {
        sitePages: madeUpSite({
          headers: [['X-Frame-Options', 'ALLOW-FROM https://partner.example']],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'an API',
      evidence: { sitePages: madeUpSite({ type: 'application/json' }) },
      expect: 'not-applicable',
    },
  ],
});
