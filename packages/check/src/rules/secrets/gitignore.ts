import { ignoredBy } from '../../analysis/ignore-file.ts';
import { haveDependencies } from '../../analysis/web-app.ts';
import { defineRule, failBy, notApplicable, type Rule } from '../rule.ts';

/** Names under which tools look for secrets beside the code; the first everywhere. */
const names = ['.env', '.env.local', '.env.production'];
/** Packages that read the others too. */
const readers = [
  'dotenv',
  'dotenv-flow',
  '@dotenvx/dotenvx',
  'dotenv-cli',
  'env-cmd',
  'next',
  'vite',
];

/** Files of secrets cannot be committed by accident. */
export const rule: Rule = defineRule({
  id: 'secrets/gitignore',
  practice: 'C12',
  severity: 'low',
  confidence: 'certain',
  cwe: 538,
  controls: ['asvs5:13.3.1'],
  title: '.gitignore keeps environment files out of commits',
  why: '`git add .` takes an .env as readily as a source file.',
  fix: 'Add these lines to .gitignore: `.env`, `.env.*`, `!.env.example`.',
  needs: ['manifest', 'packages', 'settings', 'repoFiles'],
  run({ manifest, packages, settings, repoFiles }) {
    if (repoFiles.files.length === 0) return notApplicable('there are no files');
    const reads = { ...manifest?.dependencies, ...manifest?.devDependencies };
    const usesFiles = readers.some((name) => Object.hasOwn(reads, name));
    const text = settings.find(({ path }) => path === '.gitignore')?.text;
    const isIgnored = ignoredBy(new Map([['', text ?? '']]));
    // Tracked ones are for secrets/env-file; here it is about those still to come.
    const tracked = new Set(repoFiles.files.map(({ path }) => path));
    const open = (usesFiles ? names : names.slice(0, 1)).filter(
      (path) => !isIgnored(path) && !tracked.has(path),
    );
    const isRead =
      usesFiles || /--env-file|\bdotenv\b/.test(Object.values(manifest?.scripts ?? {}).join());
    const isThere = [...tracked].some((path) => /(^|\/)\.env(\.|$)/.test(path));
    // Without any such file `git add .` takes the packages along too, and all that lies there.
    const isFresh = text === undefined && haveDependencies(packages);
    if (!isRead && !isThere && !isFresh)
      return notApplicable('nothing here reads an environment file');
    if (open.length === 0) return failBy([], 'environment files are ignored');
    const message = `${text === undefined ? 'There is no .gitignore: ' : ''}${open.join(', ')} would be committed by git add${isFresh ? ', node_modules too' : ''}`;
    return failBy([{ place: { file: '.gitignore' }, message, identity: open.join(' ') }], '');
  },
  mend: {
    title: 'Add `.env`, `.env.*` and `!.env.example` to .gitignore, and node_modules to a new one',
    offer: (_, { settings }) => ({
      title: 'Keep environment files out of commits',
      edits: [{ kind: 'lines', file: '.gitignore', lines: linesFor(settings) }],
    }),
  },
  examples: [
    {
      title: 'all environment files',
      given: {
        '.gitignore': 'node_modules\n.env*\n!.env.example\n',
        'package.json': '{"dependencies":{"dotenv":"1"}}',
      },
      expect: 'pass',
    },
    {
      title: 'only the plain one',
      given: { '.gitignore': '.env\n', 'package.json': '{"dependencies":{"dotenv":"1"}}' },
      expect: 'fail',
      at: ['.gitignore'],
      fixed: { '.gitignore': '.env\n.env.*\n!.env.example\n' },
    },
    {
      title: 'no ignore file',
      given: { 'package.json': '{"dependencies":{"dotenv":"1"}}' },
      expect: 'fail',
      fixed: { '.gitignore': 'node_modules/\n.env\n.env.*\n!.env.example\n' },
    },
    {
      title: 'taken back',
      given: {
        '.gitignore': '.env*\n!.env',
        'package.json': '{"dependencies":{"dotenv":"1"}}',
      },
      expect: 'fail',
      fixed: { '.gitignore': '.env*\n!.env\n.env\n.env.*\n!.env.example\n' },
    },
    {
      title: 'a package that reads none',
      given: {
        '.gitignore': 'node_modules\n',
        'package.json': '{"dependencies":{"express":"5"}}',
        'a.js': '',
      },
      expect: 'not-applicable',
    },
    {
      title: 'a package that reads none, in a fresh folder',
      given: { 'package.json': '{"dependencies":{"express":"5"}}', 'a.js': '' },
      expect: 'fail',
      fixed: { '.gitignore': 'node_modules/\n.env\n.env.*\n!.env.example\n' },
    },
    {
      title: 'a package without others',
      given: { 'package.json': '{}' },
      expect: 'not-applicable',
    },
    { title: 'nothing there', expect: 'not-applicable' },
  ],
});

function linesFor(settings: readonly { readonly path: string }[]): string[] {
  const isThere = settings.some(({ path }) => path === '.gitignore');
  return [...(isThere ? [] : ['node_modules/']), '.env', '.env.*', '!.env.example'];
}
