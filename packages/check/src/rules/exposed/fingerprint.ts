import { valuesOf } from '@castellan/core/site';
import { pageOf } from '../../analysis/site/exchange.ts';
import { madeUpSite } from '../site-example.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const telling = ['server', 'x-powered-by', 'x-aspnet-version', 'x-generator', 'via'];
const trace = /^\s*at (?:\S+ \()?(?:\/|file:\/\/|node:)\S+:\d+:\d+/m;

/** Scanners are told neither products with versions nor the insides of the app. */
export const rule: Rule = defineRule({
  id: 'exposed/fingerprint',
  practice: 'P6',
  severity: 'low',
  confidence: 'certain',
  cwe: 200,
  controls: ['asvs5:13.4.6', 'asvs5:16.5.1'],
  title: 'Answers tell neither versions nor stack traces',
  why: 'Scanners pick their attacks by product and version; a stack trace shows paths, packages and queries.',
  fix: "app.disable('x-powered-by'), server_tokens off in nginx, and an error page without the error.",
  needs: ['sitePages'],
  run({ sitePages }) {
    const page = pageOf(sitePages);
    if (page === undefined) return notApplicable('the site did not answer');
    const findings: RuleFinding[] = telling.flatMap((name) =>
      valuesOf(page, name)
        .filter((value) => name === 'x-powered-by' || /\/\d/.test(value))
        .map((value) => ({
          place: { file: page.url },
          message: `${name}: ${value.slice(0, 80)}`,
          identity: name,
        })),
    );
    const { missing } = sitePages;
    if (missing !== undefined && trace.test(missing.body))
      findings.push({
        place: { file: new URL(missing.url).origin },
        message: 'A page that is not there shows a stack trace',
        identity: 'stack trace',
        severity: 'medium',
      });
    return failBy(findings, 'no versions, no stack trace');
  },
  examples: [
    {
      title: 'a name without a version',
      evidence: { sitePages: madeUpSite({ headers: [['Server', 'nginx']] }) },
      expect: 'pass',
    },
    {
      title: 'name and version',
      evidence: { sitePages: madeUpSite({ headers: [['Server', 'nginx/1.22.1']] }) },
      expect: 'fail',
    },
    {
      title: 'the framework',
      evidence: { sitePages: madeUpSite({ headers: [['X-Powered-By', 'Express']] }) },
      expect: 'fail',
    },
    {
      title: 'a stack trace',
      evidence: {
        sitePages: {
          ...madeUpSite(),
          missing: {
            method: 'GET',
            url: 'https://shop.example/nothing',
            status: 500,
            headers: [],
            body: 'Error: no\n    at find (/srv/app/server.js:10:3)\n',
          },
        },
      },
      expect: 'fail',
    },
    { title: 'a repository', expect: 'unknown' },
  ],
});
