import { isRunTime, type TreeRule } from '../tree.ts';
import { packageOf } from './package-direction.ts';

/** Packages that run-time code may import, by folder; the first folder that fits counts. */
const allowedIn: readonly (readonly [folder: string, packages: readonly string[]])[] = [
  ['packages/guard/src/', []],
  [
    'packages/watch/src/',
    [
      '@simplewebauthn/server',
      'hono',
      '@hono/node-server',
      'kysely',
      'mmdb-lib',
      'nodemailer',
      'openid-client',
      'pg',
      'tldts',
      'zod',
    ],
  ],
  [
    'packages/watch-ui/src/',
    ['react', 'react-dom', '@tanstack/react-query', '@tanstack/react-router'],
  ],
  ['packages/core/src/wire/', ['zod']],
  ['packages/core/src/advisories/', ['zod']],
  ['packages/core/src/registration/', ['zod']],
  ['packages/core/src/', []],
  ['packages/check/src/backups/', ['zod']],
  [
    'packages/check/src/evidence/',
    [
      '@yarnpkg/parsers',
      'dns-packet',
      'jsonc-parser',
      'npm-high-impact',
      'tar',
      'yaml',
      'yauzl',
      'zod',
    ],
  ],
  ['packages/check/src/fixes/', ['yaml', 'oxc-parser']],
  ['packages/check/src/report/', ['zod']],
  ['packages/check/src/engine/', ['zod']],
  ['packages/check/src/analysis/syntax/', ['oxc-parser']],
  ['packages/check/src/analysis/taint/', ['oxc-parser']],
  ['packages/check/src/analysis/site/', ['htmlparser2', 'tldts']],
  ['packages/check/src/analysis/domain/', ['tldts']],
  [
    'packages/check/src/attack/expressions/',
    ['scslre', 'regexp-ast-analysis', '@eslint-community/regexpp'],
  ],
  ['packages/check/src/attack/', ['htmlparser2', 'yaml', 'zod']],
  ['packages/check/src/', []],
];

/** Our own packages are for `package-direction`. guard runs in other people's apps: it depends on core alone, and core on zod only behind entries that guard does not load. */
export const runTimePackages: TreeRule = {
  id: 'run-time-packages',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => isRunTime(path))
      .flatMap((file) => {
        const allowed = allowedIn.find(([folder]) => file.path.startsWith(folder))?.[1];
        if (!allowed) return [];
        return file.imports
          .filter(
            ({ specifier }) =>
              !/^(\.|node:|castellan(\/|$)|@castellan\/)/.test(specifier) &&
              !allowed.includes(packageOf(specifier)),
          )
          .map(({ specifier, line }) => ({
            path: file.path,
            line,
            problem: `run-time code here must not import the package ${specifier}`,
          }));
      }),
};
