import { dockerIgnores } from '../../analysis/docker-ignore.ts';
import type { Dockerfile } from '../../evidence/collectors/dockerfiles.ts';
import type { RepoFiles } from '../../evidence/collectors/repo-files.ts';
import type { SettingsFile } from '../../evidence/collectors/settings.ts';
import { defineRule, failBy, notApplicable, type Rule, type RuleFinding } from '../rule.ts';

const kept = ['.env', '.git/config'];
const installs = /\b(npm|pnpm|yarn|bun)\s+(ci|i|install|add)\b|\byarn\s*(&&|$)/;

const builds = /\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?\w*build|\b(?:vite|next|nuxt|astro)\s+build/;
const bundlers =
  /^(vite|next|nuxt|react-scripts|@vue\/cli-service|gatsby|astro|@sveltejs\/kit|parcel|@rsbuild\/core|@angular\/cli|dotenv-webpack)$/;

/** The folder that is copied into an image leaves out what must stay here. */
export const rule: Rule = defineRule({
  id: 'docker/ignore',
  practice: 'P8',
  severity: 'medium',
  confidence: 'likely',
  cwe: 538,
  controls: ['asvs5:13.3.1', 'asvs5:13.4.1'],
  title: 'Images that take the whole folder leave out environment files and the history',
  why: 'A layer stays in the image for ever: who pulls it reads the .env and the history of the machine that built it.',
  fix: 'Write .dockerignore with `.git`, `**/.env`, `**/.env.*`, `!**/.env.example` and `**/node_modules`.',
  needs: ['dockerfiles', 'settings'],
  run({ dockerfiles, settings }) {
    const copying = dockerfiles.filter(copiesAll);
    if (copying.length === 0) return notApplicable('no image takes the whole folder');
    return failBy(
      copying.flatMap((file) => findingIn(file, settings) ?? []),
      `${copying.map(({ path }) => path).join(', ')}: .env and .git stay out`,
    );
  },
  mend: {
    needsUnsafe: true,
    title: 'Write the lines into .dockerignore; environment files that are tracked stay',
    reads: ['repoFiles', 'packages'],
    offer({ place }, { dockerfiles, settings, repoFiles, packages = [] }) {
      const image = dockerfiles.find(({ path }) => path === place?.file);
      if (!image) return undefined;
      const file = ignoreFileOf(image, settings)?.path ?? '.dockerignore';
      const runs = image.instructions.filter(({ name }) => name === 'RUN');
      const doesInstall = runs.some(({ text }) => installs.test(text));
      const known = repoFiles?.toldBy === 'git' ? repoFiles.files : [];
      const tracked = known.filter(
        ({ path, isTracked }) => isTracked && /(^|\/)\.env\.(?!example$)[^/]+$/.test(path),
      );
      // What is built into pages may be read from a file that only the machine that builds has.
      const isUnsafe =
        runs.some(({ text }) => builds.test(text)) &&
        packages.some(({ manifest: { dependencies, devDependencies } }) =>
          Object.keys({ ...dependencies, ...devDependencies }).some((name) => bundlers.test(name)),
        );
      const lines = [
        ...(usesGit(image) ? [] : ['.git']),
        '**/.env',
        '**/.env.*',
        '!**/.env.example',
        ...tracked.map(({ path }) => `!${path}`),
        // Where the image installs nothing, it gets its packages by this copy.
        ...(doesInstall ? ['**/node_modules'] : []),
      ];
      return {
        title: 'Keep environment files and the history out of images',
        edits: [{ kind: 'lines', file, lines }],
        ...(isUnsafe && { isUnsafe }),
      };
    },
  },
  examples: [
    {
      title: 'both are left out',
      given: { Dockerfile: 'FROM node:24\nCOPY . .\n', '.dockerignore': '.git\n.env*\n' },
      expect: 'pass',
    },
    {
      title: 'all is left out but what is named',
      given: { Dockerfile: 'FROM node:24\nCOPY . .\n', '.dockerignore': '*\n!src\n' },
      expect: 'pass',
    },
    {
      title: 'a list of the image itself',
      given: {
        'web.Dockerfile': 'FROM node:24\nCOPY ./ /app\n',
        'web.Dockerfile.dockerignore': '**/.env\n.git\n',
      },
      expect: 'pass',
    },
    {
      title: 'no list, and a file of the environment that is tracked',
      given: {
        Dockerfile: 'FROM node:24\nCOPY . .\nCMD ["node", "a.js"]\n',
        'web/.env.production': 'VITE_NAME=shop\n',
        '.env.example': '',
      },
      evidence: { repoFiles: withTracked('Dockerfile', 'web/.env.production', '.env.example') },
      expect: 'fail',
      fixed: {
        '.dockerignore': '.git\n**/.env\n**/.env.*\n!**/.env.example\n!web/.env.production\n',
      },
    },
    {
      title: 'no list, and pages that are built in the image',
      given: {
        Dockerfile: 'FROM node:24\nCOPY . .\nRUN npm run build\nCMD ["node", "a.js"]\n',
        'package.json': '{"devDependencies":{"vite":"8"}}',
      },
      expect: 'fail',
      fixed: { '.dockerignore': '.git\n**/.env\n**/.env.*\n!**/.env.example\n' },
    },
    {
      title: 'no list',
      given: { Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node"]\n' },
      expect: 'fail',
      at: ['Dockerfile:3'],
      fixed: {
        '.dockerignore': '.git\n**/.env\n**/.env.*\n!**/.env.example\n**/node_modules\n',
      },
    },
    {
      title: 'a list without them, for an image that asks git for its version',
      given: {
        Dockerfile: 'FROM node:24\nCOPY --chown=node . /app\nRUN git describe > version\n',
        '.dockerignore': 'docs\n',
      },
      expect: 'fail',
      fixed: { '.dockerignore': 'docs\n**/.env\n**/.env.*\n!**/.env.example\n' },
    },
    {
      title: 'only what is needed is copied',
      given: { Dockerfile: 'FROM node:24\nCOPY package.json src ./\n' },
      expect: 'not-applicable',
    },
    {
      title: 'the whole of an earlier stage',
      given: { Dockerfile: 'FROM node:24 AS a\nFROM node:24\nCOPY --from=a . .\n' },
      expect: 'not-applicable',
    },
  ],
});

function copyOfAll({ instructions }: Dockerfile): Dockerfile['instructions'][number] | undefined {
  return instructions.find(({ name, text }) => {
    if ((name !== 'COPY' && name !== 'ADD') || /--from=/.test(text)) return false;
    const words = text.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
    return words.slice(0, -1).some((word) => /^(\.|\.\/|\*|\.\/\*)$/.test(word));
  });
}

function copiesAll(file: Dockerfile): boolean {
  return copyOfAll(file) !== undefined;
}

function withTracked(...paths: readonly string[]): RepoFiles {
  const files = paths.map((path) => ({ path, bytes: 1, isLink: false, isTracked: true }));
  return { files, toldBy: 'git' };
}

function usesGit({ instructions }: Dockerfile): boolean {
  return instructions.some(({ name, text }) => name === 'RUN' && /\bgit\s+\w/.test(text));
}

/** Docker reads the list of the image itself, or that of the folder which is copied. */
function ignoreFileOf(
  { path }: Dockerfile,
  settings: readonly SettingsFile[],
): SettingsFile | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const places = [`${path}.dockerignore`, `${folder}.dockerignore`, '.dockerignore'];
  return places
    .map((place) => settings.find((file) => file.path === place))
    .find((file) => file !== undefined);
}

function findingIn(file: Dockerfile, settings: readonly SettingsFile[]): RuleFinding | undefined {
  const isIgnored = dockerIgnores(ignoreFileOf(file, settings)?.text ?? '');
  const wanted = usesGit(file) ? kept.slice(0, 1) : kept;
  const open = wanted.filter((path) => !isIgnored(path)).map((path) => path.replace(/\/.*/, ''));
  if (open.length === 0) return undefined;
  return {
    place: { file: file.path, line: copyOfAll(file)!.line },
    message: `The image would take ${open.join(' and ')} along`,
    identity: open.join(' '),
  };
}
