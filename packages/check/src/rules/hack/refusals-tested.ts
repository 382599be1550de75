import { dependencyNames, signInPackage, webServer } from '../../analysis/web-app.ts';
import { appWith } from '../app-example.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const testFile = /(^|\/)(tests?|__tests__|spec|e2e|cypress)\/|\.(test|spec|e2e|cy)\.[cm]?[jt]sx?$/;
const request =
  /\b(?:fetch|request|supertest|inject|axios|got|agent|cy\.request|page\.request|app\.request)\b/;
const refusal = /\b(?:401|403)\b|\b(?:Unauthorized|Forbidden)\b|FORBIDDEN|UNAUTHORIZED/;

/** The team tries what must not work. */
export const rule: Rule = defineRule({
  id: 'hack/refusals-tested',
  practice: 'C7',
  severity: 'low',
  confidence: 'likely',
  cwe: 862,
  controls: ['iso27001:A.8.29', 'cis8:16.13'],
  title: 'Tests try what must be refused: without sign-in, and as somebody else',
  why: 'Features are tried by everybody, refusals by nobody: the route that forgot to ask who comes is found by an attacker.',
  fix: 'Write a test for each route that asks without a token (401) and with that of another account (403).',
  needs: ['packages', 'texts'],
  run({ packages, texts }) {
    const names = dependencyNames(packages);
    if (webServer(names) === undefined || signInPackage(names) === undefined)
      return notApplicable('no web app here signs people in');
    const tests = texts.files.filter(
      ({ path }) => testFile.test(path) && /\.[cm]?[jt]sx?$/.test(path),
    );
    const found = tests.find(({ text }) => request.test(text) && refusal.test(text));
    if (found !== undefined) return failBy([], `${found.path} tries it`);
    const message =
      tests.length === 0
        ? 'There are no tests, so nobody tries what must be refused'
        : `None of ${tests.length} files of tests tries what must be refused`;
    return failBy([{ message, identity: 'refusals' }], '');
  },
  examples: [
    {
      title: 'refused',
      given: {
        ...appWith('passport'),
        'test/a.test.js': "const a = await request(app).get('/me');\nassert.equal(a.status, 401);",
      },
      expect: 'pass',
    },
    {
      title: 'only what works',
      given: {
        ...appWith('passport'),
        'test/a.test.js': "const a = await request(app).get('/me');\nassert.equal(a.status, 200);",
      },
      expect: 'fail',
    },
    { title: 'no tests', given: appWith('passport'), expect: 'fail' },
    {
      title: 'nobody signs in',
      given: { 'package.json': '{"dependencies":{"express":"5"}}' },
      expect: 'not-applicable',
    },
  ],
});
