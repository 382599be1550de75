import { dependencyNames, webServer } from '../../analysis/web-app.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

const scanner =
  /\bcastellan\s+(attack|check\s+site)\b|zaproxy\/|zap-(baseline|full-scan|api-scan)|\bowasp\/zap|projectdiscovery\/nuclei|\bnuclei\s+-|stackhawk\/|\bhawk\s+scan|\bwapiti\b|\bsqlmap\b|\bnikto\b|arachni|burp[-_ ]?suite|DAST[-.][\w.-]*gitlab-ci\.yml|\bschemathesis\b|probely|detectify|\bw3af\b/i;

/** A scanner tries the running app in CI. */
export const rule: Rule = defineRule({
  id: 'ci/dast',
  practice: 'C9',
  severity: 'low',
  confidence: 'possible',
  cwe: 693,
  controls: ['iso27001:A.8.29', 'cis8:16.13'],
  title: 'A scanner tries the running app in CI',
  why: 'What only shows while the app runs, headers, redirects, answers to odd input, no reader of code finds.',
  fix: 'Start the app in a job and run `npx castellan check site http://localhost:3000`, or ZAP, or nuclei, against it.',
  needs: ['packages', 'workflows', 'settings'],
  run({ packages, workflows, settings }) {
    if (webServer(dependencyNames(packages)) === undefined)
      return notApplicable('no package here is a web app');
    const files = [
      ...workflows,
      ...settings.filter(({ path }) =>
        /gitlab-ci|Jenkinsfile|azure-pipelines|bitbucket-pipelines|circleci|^\.ci\/|travis/.test(
          path,
        ),
      ),
    ];
    const scripts = packages.flatMap(({ manifest }) => Object.entries(manifest.scripts));
    const found =
      files.find(({ text }) => scanner.test(text)) ??
      files.find(({ text }) =>
        scripts.some(([name, command]) => scanner.test(command) && text.includes(`run ${name}`)),
      );
    if (found !== undefined) return failBy([], `${found.path} runs one`);
    const message =
      files.length === 0
        ? 'There is no CI that could scan the running app'
        : `None of ${files.length} files of CI scans the running app`;
    return failBy([{ message, identity: 'none' }], '');
  },
  examples: [
    {
      title: 'castellan',
      given: app('run: npx castellan check site http://localhost:3000'),
      expect: 'pass',
    },
    { title: 'ZAP', given: app('uses: zaproxy/action-baseline@v0.14.0'), expect: 'pass' },
    {
      title: 'by a script of the package',
      given: {
        ...app('run: npm run scan'),
        'package.json':
          '{"dependencies":{"express":"5"},"scripts":{"scan":"nuclei -u http://localhost"}}',
      },
      expect: 'pass',
    },
    { title: 'tests alone', given: app('run: npm test'), expect: 'fail' },
    { title: 'a library', given: { 'package.json': '{"name":"a"}' }, expect: 'not-applicable' },
  ],
});

function app(step: string): Readonly<Record<string, string>> {
  return {
    'package.json': '{"dependencies":{"express":"5"}}',
    '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    steps:\n      - ${step}\n`,
  };
}
