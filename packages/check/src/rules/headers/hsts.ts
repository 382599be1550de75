import { transportPromise } from '@castellan/core/site';
import { isLoopback } from '../../analysis/site/exchange.ts';
import { answer, madeUpSite } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const hsts = (value: string): { sitePages: ReturnType<typeof madeUpSite> } => ({
  sitePages: madeUpSite({ headers: [['Strict-Transport-Security', value]] }),
});

/** Browsers never try plain HTTP. */
export const rule: Rule = defineRule({
  id: 'headers/hsts',
  practice: 'C6',
  severity: 'medium',
  confidence: 'certain',
  cwe: 319,
  controls: ['asvs5:3.4.1'],
  title: 'Browsers are told to come by HTTPS only, for a year',
  why: 'Without it the first request of each visit can go over plain HTTP, where anybody on the way reads and changes it.',
  fix: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains with every answer over HTTPS.',
  needs: ['sitePages'],
  run({ sitePages }) {
    const page = sitePages.secure.at(-1);
    const plain = sitePages.plain.at(-1);
    if (page === undefined && (plain === undefined || isLoopback(plain.url)))
      return notApplicable('the site is for this machine only');
    const url = page?.url ?? plain?.url ?? '';
    const wrong = (message: string, identity: string): ReturnType<typeof failBy> =>
      failBy([{ place: { file: url }, message, identity }], '');
    if (page === undefined) return wrong('Nothing answers over HTTPS', 'no https');
    if (page.distrusted !== undefined)
      return wrong('The certificate is not trusted, so that HSTS does not count', 'distrusted');
    const promise = transportPromise(page);
    if (promise.kind === 'missing')
      return wrong('There is no Strict-Transport-Security', promise.kind);
    if (promise.kind === 'unreadable') return wrong('Browsers cannot read its value', promise.kind);
    const days = Math.floor(promise.seconds / 86_400);
    if (promise.kind === 'short') return wrong(`It ends after ${days} days`, promise.kind);
    return failBy([], `for ${days} days`);
  },
  examples: [
    { title: 'a year', evidence: hsts('max-age=31536000; includeSubDomains'), expect: 'pass' },
    { title: 'in quotes', evidence: hsts('max-age="63072000"'), expect: 'pass' },
    { title: 'none', evidence: { sitePages: madeUpSite() }, expect: 'fail' },
    { title: 'a day', evidence: hsts('max-age=86400'), expect: 'fail' },
    { title: 'sent twice as one', evidence: hsts('max-age=1, max-age=2'), expect: 'fail' },
    {
      title: 'a certificate that nobody trusts',
      evidence: {
        sitePages: madeUpSite({
          headers: [['Strict-Transport-Security', 'max-age=31536000']],
          distrusted: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        }),
      },
      expect: 'fail',
    },
    {
      title: 'no HTTPS',
      evidence: { sitePages: { secure: [], plain: [answer('http://shop.example/')] } },
      expect: 'fail',
    },
    {
      title: 'an app on this machine',
      evidence: { sitePages: { secure: [], plain: [answer('http://127.0.0.1:3000/')] } },
      expect: 'not-applicable',
    },
  ],
});
