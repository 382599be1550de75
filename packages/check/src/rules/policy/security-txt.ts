import { valuesOf } from '@castellan/core/site';
import { securityTxtProblems } from '../../analysis/security-txt-problems.ts';
import type { Exchange } from '../../analysis/site/exchange.ts';
import { answer } from '../site-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding } from '../rule.ts';

const url = 'https://shop.example/.well-known/security.txt';
const file = (body: string, type = 'text/plain; charset=utf-8'): { sitePolicies: object } => ({
  sitePolicies: { securityTxt: { ...answer(url, [['Content-Type', type]]), body } },
});

/** Who found a hole finds the address in the place where they look. */
export const rule: Rule = defineRule({
  id: 'policy/security-txt',
  practice: 'P4',
  severity: 'medium',
  confidence: 'certain',
  controls: [],
  title: '/.well-known/security.txt names a contact and has not ended',
  why: 'Researchers and their tools look there first (RFC 9116); without it they give up or publish.',
  fix: 'Serve /.well-known/security.txt as text/plain with Contact: (mailto: or https:) and Expires: within a year.',
  needs: ['sitePolicies'],
  run({ sitePolicies: { securityTxt } }, { now }) {
    if (securityTxt === undefined || securityTxt.status !== 200)
      return failBy([{ message: 'There is no security.txt', identity: 'missing' }], '');
    const findings = problemsIn(securityTxt, now);
    return failBy(findings, 'a contact, and a date to come');
  },
  examples: [
    {
      title: 'a contact and a date',
      evidence: file('Contact: mailto:security@shop.example\nExpires: 2027-06-01T00:00:00Z\n'),
      expect: 'pass',
    },
    {
      title: 'signed',
      evidence: file(
        '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: https://shop.example/report\nExpires: 2027-06-01T00:00:00.000Z\n-----BEGIN PGP SIGNATURE-----\n',
      ),
      expect: 'pass',
    },
    {
      title: 'ended',
      evidence: file('Contact: mailto:security@shop.example\nExpires: 2024-01-01T00:00:00Z\n'),
      expect: 'fail',
    },
    {
      title: 'no contact',
      evidence: file('Expires: 2027-06-01T00:00:00Z\n'),
      expect: 'fail',
    },
    {
      title: 'a page for every address',
      evidence: file('<!doctype html><title>Shop</title>', 'text/html'),
      expect: 'fail',
    },
    { title: 'none', evidence: { sitePolicies: {} }, expect: 'fail' },
    { title: 'a repository', expect: 'unknown' },
  ],
});

function problemsIn(securityTxt: Exchange, now: number): RuleFinding[] {
  const place = { file: securityTxt.url };
  const [type = ''] = valuesOf(securityTxt, 'content-type');
  if (!/^text\/plain\b/i.test(type))
    return [{ place, message: 'It is not sent as text/plain', identity: 'type' }];
  return securityTxtProblems(securityTxt.body, now).map((problem) => ({ place, ...problem }));
}
