import { workflowParts } from '../../analysis/workflow.ts';
import { defineRule, failBy, notApplicable, pass, type Rule } from '../rule.ts';

const installs = /\bnpm (?:ci|install|i)\b/;
const verifies = /\bnpm audit signatures\b/;

/** What the registry signed is held against its keys before anything of it runs in CI. */
export const rule: Rule = defineRule({
  id: 'deps/signatures',
  practice: 'C10',
  severity: 'low',
  confidence: 'certain',
  cwe: 347,
  controls: ['asvs5:15.2.4'],
  title: 'CI verifies the signatures of the registry',
  why: 'A digest in the lockfile tells that a package is the one of last time; the signature of the registry, and the provenance beside it, tell that it ever was the real one.',
  fix: 'Install without scripts and verify, then build: `npm ci --ignore-scripts && npm audit signatures && npm rebuild`.',
  needs: ['workflows', 'lockfiles'],
  run({ workflows, lockfiles }) {
    const locked = lockfiles.find(({ kind, packages }) => kind === 'npm' && packages.length > 0);
    if (!locked)
      return notApplicable('no lockfile of npm pins a package: others verify nothing by a command');
    const runs = workflows.flatMap(({ path, data }) =>
      workflowParts(data).jobs.flatMap(({ steps }) =>
        steps.flatMap(({ run }) => (typeof run === 'string' ? [{ path, run }] : [])),
      ),
    );
    const installing = runs.find(({ run }) => installs.test(run));
    if (!installing) return notApplicable('no workflow installs packages with npm');
    const verifying = runs.find(({ run }) => verifies.test(run));
    if (verifying) return pass(`${verifying.path} runs npm audit signatures`);
    return failBy(
      [
        {
          place: { file: installing.path },
          message: 'Packages are installed, and nothing verifies who signed them',
          identity: 'signatures',
        },
      ],
      '',
    );
  },
  examples: [
    {
      title: 'verified after the installation',
      given: app('npm ci --ignore-scripts && npm audit signatures'),
      expect: 'pass',
    },
    {
      title: 'installed only',
      given: app('npm ci'),
      expect: 'fail',
      at: ['.github/workflows/ci.yml'],
    },
    {
      title: 'known holes are looked up, which tells nothing of signatures',
      given: app('npm install && npm audit'),
      expect: 'fail',
    },
    { title: 'nothing is installed', given: app('node --test'), expect: 'not-applicable' },
    {
      title: 'pnpm',
      given: {
        'pnpm-lock.yaml':
          "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: x}\n",
        '.github/workflows/ci.yml': workflow('pnpm install'),
      },
      expect: 'not-applicable',
    },
    { title: 'no workflow', given: { 'package.json': '{}' }, expect: 'not-applicable' },
  ],
});

function app(run: string): Record<string, string> {
  return {
    'package-lock.json':
      '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
    '.github/workflows/ci.yml': workflow(run),
  };
}

function workflow(run: string): string {
  return `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}\n`;
}
