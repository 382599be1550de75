import { type PolicyOutcome, policyOutcome, policyOutcomes } from '@castellan/core/site';
import { judgePage } from '../page-rule.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, type Rule, type RuleFinding } from '../rule.ts';

const policy = (value: string): { sitePages: ReturnType<typeof madeUpSite> } => ({
  sitePages: madeUpSite({ headers: [['Content-Security-Policy', value]] }),
});
/** What lets an injected script run; the rest is milder. */
const lettingScriptIn: readonly PolicyOutcome[] = [
  'csp-none',
  'csp-report-only',
  'csp-invalid',
  'csp-unsafe-inline',
];

/** The policy that stops injected scripts is there and means it. */
export const rule: Rule = defineRule({
  id: 'headers/csp',
  practice: 'C6',
  severity: 'high',
  confidence: 'certain',
  cwe: 693,
  controls: ['asvs5:3.4.3'],
  title: 'A content security policy keeps foreign scripts out',
  why: 'Where a page has a hole for script, the policy is what still keeps that script from running.',
  fix: "Send Content-Security-Policy: default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self', and give your own inline scripts a nonce.",
  needs: ['sitePages'],
  run: ({ sitePages }) =>
    judgePage(sitePages, ({ page, metaPolicies }, place) => {
      const outcome = policyOutcome(page, metaPolicies);
      const [points, says] = policyOutcomes[outcome];
      const problem: RuleFinding = {
        place,
        message: `It has ${says}`,
        identity: outcome,
        severity: lettingScriptIn.includes(outcome) ? 'high' : 'medium',
      };
      return failBy(points < 0 ? [problem] : [], `${place.file} has ${says}`);
    }),
  examples: [
    { title: 'own scripts only', evidence: policy("default-src 'self'"), expect: 'pass' },
    {
      title: 'a nonce beside unsafe-inline for old browsers',
      evidence: policy(
        "default-src 'self'; script-src 'nonce-r4nd0m' 'unsafe-inline'; object-src 'none'",
      ),
      expect: 'pass',
    },
    {
      title: 'any style, no script',
      evidence: policy("default-src 'self'; style-src 'self' 'unsafe-inline'"),
      expect: 'pass',
    },
    { title: 'none', evidence: { sitePages: madeUpSite() }, expect: 'fail' },
    {
      title: 'any inline script',
      evidence: policy("default-src 'self' 'unsafe-inline'"),
      expect: 'fail',
    },
    { title: 'scripts from everywhere', evidence: policy('script-src https:'), expect: 'fail' },
    {
      title: 'one that only reports',
      evidence: {
        sitePages: madeUpSite({
          headers: [['Content-Security-Policy-Report-Only', "default-src 'self'"]],
        }),
      },
      expect: 'fail',
    },
    {
      title: 'an API',
      evidence: { sitePages: madeUpSite({ type: 'application/json', body: '{}' }) },
      expect: 'not-applicable',
    },
  ],
});
