import { codeFrame } from '../../analysis/code-frame.ts';
import { cleanInstall, looseInstall } from '../../analysis/loose-install.ts';
import { workflowParts } from '../../analysis/workflow.ts';
import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { Lockfile } from '../../evidence/lockfiles/lockfile.ts';
import type { Workflow } from '../../evidence/collectors/workflows.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

/** Builds install what the lockfile pins. */
export const rule: Rule = defineRule({
  id: 'deps/ci-install',
  practice: 'C10',
  severity: 'low',
  confidence: 'likely',
  cwe: 494,
  controls: ['asvs5:15.2.4'],
  title: 'Workflows and images install by npm ci, which keeps to the lockfile',
  why: '`npm install` takes other versions than were reviewed as soon as package.json and lockfile differ.',
  fix: 'Write `npm ci` (`npm ci --omit=dev` in an image) instead of `npm install`.',
  needs: ['lockfiles', 'workflows', 'dockerfiles'],
  run({ lockfiles, workflows, dockerfiles }) {
    if (!lockfiles.some(({ kind }) => kind === 'npm'))
      return notApplicable('there is no lockfile of npm');
    if (workflows.length === 0 && dockerfiles.length === 0)
      return notApplicable('there are no workflows and no images');
    return failBy(
      [...workflows.flatMap(inWorkflow), ...dockerfiles.flatMap(inImage)],
      'nothing installs past the lockfile',
    );
  },
  mend: {
    title: 'Write `npm ci` with the same flags, where the lockfile is current and at hand',
    offer({ place }, { lockfiles, dockerfiles, workflows }) {
      if (!place?.line || !isCurrent(lockfiles)) return undefined;
      const image = dockerfiles.find(({ path }) => path === place.file);
      if (image && !hasLockfile(image)) return undefined;
      const text = image?.text ?? workflows.find(({ path }) => path === place.file)?.text;
      const was = text?.split('\n')[place.line - 1];
      const to = was === undefined ? undefined : cleanInstall(was);
      if (was === undefined || to === undefined) return undefined;
      const edit = {
        kind: 'text',
        file: place.file,
        line: place.line,
        column: 1,
        was,
        to,
      } as const;
      return { title: `Install by npm ci in ${place.file}`, edits: [edit] };
    },
  },
  examples: [
    {
      title: 'npm ci, and a tool by name',
      given: { ...locked(), '.github/workflows/ci.yml': steps('npm ci', 'npm i -g npm@11') },
      expect: 'pass',
    },
    {
      title: 'npm install in another folder',
      given: { ...locked(), '.github/workflows/ci.yml': steps('cd docs && npm install') },
      expect: 'pass',
    },
    {
      title: 'npm install in a workflow, behind another command',
      given: {
        ...locked(),
        '.github/workflows/ci.yml': steps('node -v && npm install --no-audit # all'),
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
      fixed: {
        '.github/workflows/ci.yml': steps('node -v && npm ci --no-audit # all'),
      },
    },
    {
      title: 'npm install in an image that has the lockfile',
      given: {
        ...locked(),
        Dockerfile: 'FROM node:24\nCOPY package*.json ./\nRUN npm install --production\n',
      },
      expect: 'fail',
      at: ['Dockerfile:3'],
      fixed: {
        Dockerfile: 'FROM node:24\nCOPY package*.json ./\nRUN npm ci --production\n',
      },
    },
    {
      title: 'npm install in an image that gets no lockfile',
      given: { ...locked(), Dockerfile: 'FROM node:24\nCOPY package.json ./\nRUN npm i\n' },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'npm install where the lockfile is behind',
      given: {
        ...locked(),
        'package.json': '{"dependencies":{"a":"2"}}',
        '.github/workflows/ci.yml': steps('npm install'),
      },
      expect: 'fail',
      fixed: {},
    },
    {
      title: 'no lockfile',
      given: { 'package.json': '{}', '.github/workflows/ci.yml': steps('npm install') },
      expect: 'not-applicable',
    },
  ],
});

function inWorkflow({ path, text, data }: Workflow): RuleFinding[] {
  const runs = workflowParts(data).jobs.flatMap(({ steps: all }) =>
    all.flatMap(({ run }) => run ?? []),
  );
  if (!runs.some((run) => run.split('\n').some(looseInstall))) return [];
  return text.split('\n').flatMap((line, index) => {
    const isScript = /^\s*(-\s+)?run:|^\s+(?![\w-]+:\s)[^#\s]/.test(line);
    // In another folder another lockfile may stand, or none.
    const isHere = !/\bcd\s/.test(line) && !text.includes('working-directory:');
    return isScript && isHere && looseInstall(line) ? [finding(path, text, index + 1)] : [];
  });
}

function inImage({ path, text, instructions }: Dockerfile): RuleFinding[] {
  const lines = text.split('\n');
  return instructions.flatMap(({ name, text: said, line }) =>
    name === 'RUN' && looseInstall(said) && looseInstall(lines[line - 1] ?? '')
      ? [finding(path, text, line)]
      : [],
  );
}

function finding(file: string, text: string, line: number): RuleFinding {
  return {
    place: { file, line },
    message: 'npm install may take other versions than the lockfile pins',
    identity: 'npm install',
    frame: codeFrame(text, line),
  };
}

/** npm ci refuses a lockfile that is behind. */
function isCurrent(lockfiles: readonly Lockfile[]): boolean {
  return lockfiles.every(
    ({ kind, problem, behind }) => kind === 'npm' && problem === undefined && behind.length === 0,
  );
}

function hasLockfile({ instructions }: Dockerfile): boolean {
  return instructions.some(
    ({ name, text }) =>
      (name === 'COPY' || name === 'ADD') &&
      /(^|\s)(\.\/?|\*|(\.\/)?package(\*|-lock)\S*)\s/.test(text),
  );
}

function locked(): Record<string, string> {
  const root = { dependencies: { a: '1' } };
  const lock = { lockfileVersion: 3, packages: { '': root } };
  return { 'package.json': JSON.stringify(root), 'package-lock.json': JSON.stringify(lock) };
}

function steps(...runs: string[]): string {
  return `on: push\njobs:\n  a:\n    steps:\n${runs.map((run) => `      - run: ${run}\n`).join('')}`;
}
