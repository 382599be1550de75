import { valuesOf } from '@castellan/core/site';
import { answer } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const stranger = 'https://stranger.example';
const answered = (
  origin: string,
  ...headers: (readonly [string, string])[]
): { siteCrossOrigin: { origin: string; exchange: ReturnType<typeof answer> }[] } => ({
  siteCrossOrigin: [{ origin, exchange: answer('https://shop.example/', headers) }],
});

/** What a visitor may see, other sites may not read through them. */
export const rule: Rule = defineRule({
  id: 'headers/cors',
  practice: 'C6',
  severity: 'high',
  confidence: 'certain',
  cwe: 942,
  controls: ['asvs5:3.4.2'],
  title: 'Other origins cannot read answers with the cookies of a visitor',
  why: 'A page of an attacker, open in another tab, reads and changes whatever the visitor can.',
  fix: 'Compare Origin with a list of your own sites, whole and not by its beginning or end, and answer others without Access-Control-Allow-Origin.',
  needs: ['siteCrossOrigin'],
  run({ siteCrossOrigin }) {
    if (siteCrossOrigin.length === 0) return notApplicable('the site did not answer');
    const findings = new Map<string, RuleFinding>();
    for (const { origin, exchange } of siteCrossOrigin) {
      const [allowed] = valuesOf(exchange, 'access-control-allow-origin');
      const [credentials] = valuesOf(exchange, 'access-control-allow-credentials');
      if (allowed !== origin || credentials?.toLowerCase() !== 'true') continue;
      const message = `It lets ${origin} read with the cookies of the visitor`;
      findings.set(origin, { place: { file: exchange.url }, message, identity: kindOf(origin) });
    }
    return failBy([...findings.values()], 'strangers get nothing that is for the visitor');
  },
  examples: [
    { title: 'nothing for strangers', evidence: answered(stranger), expect: 'pass' },
    {
      title: 'open to all, without cookies',
      evidence: answered(stranger, ['Access-Control-Allow-Origin', '*']),
      expect: 'pass',
    },
    {
      title: 'whoever asks, with cookies',
      evidence: answered(
        stranger,
        ['Access-Control-Allow-Origin', stranger],
        ['Access-Control-Allow-Credentials', 'true'],
      ),
      expect: 'fail',
    },
    {
      title: 'documents without an origin, with cookies',
      evidence: answered(
        'null',
        ['Access-Control-Allow-Origin', 'null'],
        ['Access-Control-Allow-Credentials', 'true'],
      ),
      expect: 'fail',
    },
    { title: 'no answer', evidence: { siteCrossOrigin: [] }, expect: 'not-applicable' },
  ],
});

/** The same hole has the same name, whatever host the site has. */
function kindOf(origin: string): string {
  if (origin === 'null') return 'null';
  if (origin.endsWith('castellan-check.example') && origin.split('.').length > 3) return 'prefix';
  return origin.includes('castellan-check-') ? 'suffix' : 'any';
}
