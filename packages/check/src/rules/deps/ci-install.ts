import { codeFrame } from '../../analysis/code-frame.ts';
import {
  changesLockfile,
  cleanInstall,
  type InstallWay,
  looseInstall,
  waysOf,
} from '../../analysis/loose-install.ts';
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
  title: 'Workflows and images install what the lockfile pins, by npm ci or a flag',
  why: 'An `install` takes other versions than were reviewed as soon as package.json and lockfile differ.',
  fix: 'Write `npm ci` (`npm ci --omit=dev` in an image) instead of `npm install`; give `--frozen-lockfile` to pnpm, Yarn 1 and Bun, `--immutable` to newer Yarns.',
  needs: ['lockfiles', 'workflows', 'dockerfiles'],
  run({ lockfiles, workflows, dockerfiles }) {
    const ways = waysOf(lockfiles);
    if (ways.length === 0) return notApplicable('there is no lockfile');
    if (workflows.length === 0 && dockerfiles.length === 0)
      return notApplicable('there are no workflows and no images');
    return failBy(
      [
        ...workflows.flatMap((one) => inWorkflow(one, ways)),
        ...dockerfiles.flatMap((one) => inImage(one, ways)),
      ],
      'nothing installs past the lockfile',
    );
  },
  mend: {
    title: 'Install by the lockfile alone with the same flags, where it is current and at hand',
    offer({ place }, { lockfiles, dockerfiles, workflows }) {
      if (!place?.line || !isCurrent(lockfiles)) return undefined;
      const image = dockerfiles.find(({ path }) => path === place.file);
      if (image && !hasLockfile(image)) return undefined;
      const text = image?.text ?? workflows.find(({ path }) => path === place.file)?.text;
      const was = text?.split('\n')[place.line - 1];
      if (was === undefined) return undefined;
      const way = looseInstall(was, waysOf(lockfiles), image === undefined);
      const to = way && cleanInstall(was, way);
      if (to === undefined) return undefined;
      const edit = {
        kind: 'text',
        file: place.file,
        line: place.line,
        column: 1,
        was,
        to,
      } as const;
      return { title: `Install by ${way?.clean} in ${place.file}`, edits: [edit] };
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
      title:
        'a Yarn that keeps to the lockfile in workflows by itself, and is installed in an image',
      given: {
        ...lockedBy('yarn.lock', '__metadata:\n  version: 8\n'),
        '.github/workflows/ci.yml': steps('yarn install', 'yarn'),
        Dockerfile: 'FROM node:24\nRUN npm i -g yarn && yarn --version\n',
      },
      expect: 'pass',
    },
    {
      title: 'that Yarn in an image, where it does not',
      given: {
        ...lockedBy('yarn.lock', '__metadata:\n  version: 8\n'),
        Dockerfile: 'FROM node:24\nCOPY . .\nRUN yarn\n',
      },
      expect: 'fail',
      at: ['Dockerfile:3'],
      fixed: { Dockerfile: 'FROM node:24\nCOPY . .\nRUN yarn install --immutable\n' },
    },
    {
      title: 'Yarn 1 in a workflow',
      given: {
        ...lockedBy('yarn.lock', '# yarn lockfile v1\n'),
        '.github/workflows/ci.yml': steps('yarn --silent', 'yarn build', 'yarn add x'),
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:5'],
      fixed: {
        '.github/workflows/ci.yml': steps(
          'yarn install --frozen-lockfile --silent',
          'yarn build',
          'yarn add x',
        ),
      },
    },
    {
      title: 'Yarn 1 with its flag',
      given: {
        ...lockedBy('yarn.lock', '# yarn lockfile v1\n'),
        '.github/workflows/ci.yml': steps('yarn install --frozen-lockfile'),
      },
      expect: 'pass',
    },
    {
      title: 'pnpm told to change the lockfile',
      given: {
        ...lockedBy('pnpm-lock.yaml', "lockfileVersion: '9.0'\n"),
        '.github/workflows/ci.yml': steps('pnpm install', 'pnpm i --no-frozen-lockfile'),
      },
      expect: 'fail',
      at: ['.github/workflows/ci.yml:6'],
      fixed: {},
    },
    {
      title: 'pnpm told to change the lockfile, for a pull request',
      given: {
        ...lockedBy('pnpm-lock.yaml', "lockfileVersion: '9.0'\n"),
        '.github/workflows/update.yml': steps(
          'pnpm i a@2',
          'pnpm i --no-frozen-lockfile',
          'gh pr create --fill',
        ),
      },
      expect: 'pass',
    },
    {
      title: 'pnpm in an image, which is told that it is continuous integration',
      given: {
        ...lockedBy('pnpm-lock.yaml', "lockfileVersion: '9.0'\n"),
        Dockerfile: 'FROM node:24\nENV CI=true\nCOPY . .\nRUN pnpm install --prod\n',
      },
      expect: 'pass',
    },
    {
      title: 'Bun in an image',
      given: {
        ...lockedBy('bun.lock', '{"lockfileVersion":1,"packages":{}}'),
        Dockerfile: 'FROM oven/bun\nCOPY package.json bun.lock ./\nRUN bun install -p\n',
      },
      expect: 'fail',
      fixed: {
        Dockerfile:
          'FROM oven/bun\nCOPY package.json bun.lock ./\nRUN bun install --frozen-lockfile -p\n',
      },
    },
    {
      title: 'Bun by the lockfile',
      given: {
        ...lockedBy('bun.lock', '{"lockfileVersion":1,"packages":{}}'),
        Dockerfile: 'FROM oven/bun\nCOPY . .\nRUN bun ci\n',
      },
      expect: 'pass',
    },
    {
      title: 'no lockfile',
      given: { 'package.json': '{}', '.github/workflows/ci.yml': steps('npm install') },
      expect: 'not-applicable',
    },
  ],
});

function inWorkflow({ path, text, data }: Workflow, ways: readonly InstallWay[]): RuleFinding[] {
  // What updates dependencies and hands that over for review has to change the lockfile.
  const isUpdate = /create-pull-request|\bgh pr create\b|\bgit (commit|push)\b/.test(text);
  const wayOf = (line: string): InstallWay | undefined =>
    isUpdate && changesLockfile(line) ? undefined : looseInstall(line, ways, true);
  const runs = workflowParts(data).jobs.flatMap(({ steps: all }) =>
    all.flatMap(({ run }) => run ?? []),
  );
  if (!runs.some((run) => run.split('\n').some((line) => wayOf(line) !== undefined))) return [];
  return text.split('\n').flatMap((line, index) => {
    const isScript = /^\s*(-\s+)?run:|^\s+(?![\w-]+:\s)[^#\s]/.test(line);
    // In another folder another lockfile may stand, or none.
    const isHere = !/\bcd\s/.test(line) && !text.includes('working-directory:');
    const way = isScript && isHere ? wayOf(line) : undefined;
    return way ? [finding(path, text, index + 1, way)] : [];
  });
}

function inImage(
  { path, text, instructions }: Dockerfile,
  ways: readonly InstallWay[],
): RuleFinding[] {
  const lines = text.split('\n');
  const isCi = instructions.some(({ name, text: said }) => name === 'ENV' && /\bCI\b/.test(said));
  return instructions.flatMap(({ name, text: said, line }) => {
    const way = name === 'RUN' ? looseInstall(said, ways, isCi) : undefined;
    const isThere = looseInstall(lines[line - 1] ?? '', ways, isCi) !== undefined;
    return way && isThere ? [finding(path, text, line, way)] : [];
  });
}

function finding(file: string, text: string, line: number, { command }: InstallWay): RuleFinding {
  return {
    place: { file, line },
    message: `${command} may take other versions than the lockfile pins`,
    identity: command,
    frame: codeFrame(text, line),
  };
}

/** Such an install refuses a lockfile that is behind. Of two nobody knows which is meant. */
function isCurrent(lockfiles: readonly Lockfile[]): boolean {
  const [lockfile, more] = lockfiles;
  return more === undefined && lockfile?.problem === undefined && lockfile?.behind.length === 0;
}

function hasLockfile({ instructions }: Dockerfile): boolean {
  return instructions.some(
    ({ name, text }) =>
      (name === 'COPY' || name === 'ADD') &&
      /(^|\s)(\.\/?|\*|(\.\/)?(package(\*|-lock)|pnpm-lock|yarn\.lock|bun\.lock)\S*)\s/.test(text),
  );
}

function locked(): Record<string, string> {
  const root = { dependencies: { a: '1' } };
  const lock = { lockfileVersion: 3, packages: { '': root } };
  return { 'package.json': JSON.stringify(root), 'package-lock.json': JSON.stringify(lock) };
}

function lockedBy(path: string, text: string): Record<string, string> {
  return { 'package.json': '{}', [path]: text };
}

function steps(...runs: string[]): string {
  return `on: push\njobs:\n  a:\n    steps:\n${runs.map((run) => `      - run: ${run}\n`).join('')}`;
}
