import { isLoopback } from '../../analysis/site/exchange.ts';
import { answer, madeUpSite, redirect } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** Who comes by plain HTTP is led to HTTPS at once. */
export const rule: Rule = defineRule({
  id: 'transport/https-redirect',
  practice: 'I10',
  severity: 'high',
  confidence: 'certain',
  cwe: 319,
  controls: ['asvs5:12.2.1'],
  title: 'Plain HTTP leads to HTTPS on the same host, at once',
  why: 'What travels over plain HTTP, anybody on the way reads and changes.',
  fix: 'Answer each request over plain HTTP with a redirect to the same address by HTTPS, and nothing else.',
  needs: ['sitePages'],
  run({ sitePages: { secure, plain } }) {
    const [first, second] = plain;
    if (first === undefined) return notApplicable('nothing answers over plain HTTP');
    if (isLoopback(first.url)) return notApplicable('the site is for this machine only');
    const wrong = (message: string, identity: string): ReturnType<typeof failBy> =>
      failBy([{ place: { file: first.url }, message, identity }], '');
    const last = plain.at(-1)!;
    if (secure.length === 0 && !last.url.startsWith('https:'))
      return wrong('There is no HTTPS', 'no https');
    if (second === undefined) return wrong('It answers over plain HTTP', 'stays');
    if (!last.url.startsWith('https:')) return wrong('It ends in plain HTTP', 'ends plain');
    if (!second.url.startsWith('https:'))
      return wrong(`It goes by ${second.url} before HTTPS`, 'plain first');
    if (new URL(second.url).hostname !== new URL(first.url).hostname)
      return wrong(
        `It leads to another host first (${new URL(second.url).hostname}), so that HSTS never covers this one`,
        'other host',
      );
    return failBy([], `${first.url} leads to ${second.url}`);
  },
  examples: [
    { title: 'at once', evidence: { sitePages: madeUpSite() }, expect: 'pass' },
    {
      title: 'no redirect',
      evidence: { sitePages: madeUpSite({ plain: [answer('http://shop.example/')] }) },
      expect: 'fail',
      at: ['http://shop.example/'],
    },
    {
      title: 'by plain HTTP first',
      evidence: {
        sitePages: madeUpSite({
          plain: [
            redirect('http://shop.example/', 'http://www.shop.example/'),
            redirect('http://www.shop.example/', 'https://www.shop.example/'),
            answer('https://www.shop.example/'),
          ],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'nothing there',
      evidence: { sitePages: madeUpSite({ plain: [] }) },
      expect: 'not-applicable',
    },
  ],
});
