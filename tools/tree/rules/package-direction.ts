import type { Import } from '../imports.ts';
import { isRunTime, type SourceFile, targetOf, type TreeRule } from '../tree.ts';

/** Which of our packages each one may import. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/guard': ['@castellan/core'],
  'packages/check': ['@castellan/core'],
  'packages/watch-ui': ['@castellan/core'],
  'packages/watch': ['@castellan/core', '@castellan/watch-ui'],
  'packages/castellan': [
    '@castellan/core',
    '@castellan/guard',
    '@castellan/check',
    '@castellan/watch',
  ],
  'packages/testkit': ['@castellan/core', '@castellan/guard', '@castellan/watch', 'castellan'],
  'apps/shop': ['castellan'],
};

/** What tests of every package may start: servers of the system. It imports nothing of ours. */
const forTests = '@castellan/testkit/servers';
const servers = 'packages/testkit/src/servers/';

/** Packages import one way, by name, and never reach into one another's folders. */
export const packageDirection: TreeRule = {
  id: 'package-direction',
  check: ({ sources }) =>
    sources.flatMap((file) =>
      file.imports
        .map((one) => ({ line: one.line, problem: problemOf(file, one) }))
        .filter(({ problem }) => problem !== '')
        .map((found) => ({ path: file.path, ...found })),
    ),
};

function problemOf(file: SourceFile, one: Import): string {
  const home = homeOf(file.path);
  const allowed = mayImport[home];
  if (!allowed) return '';
  const target = targetOf(file, one);
  if (target !== undefined) {
    const isForTests = file.path.endsWith('.test.ts') && /^(?:tools|bench\/oracles)\//.test(target);
    return isForTests || homeOf(target) === home
      ? ''
      : `${home} reaches out of its folder to ${target}`;
  }
  if (one.specifier === forTests && !isRunTime(file.path)) return '';
  const name = packageOf(one.specifier);
  const isOurs = name === 'castellan' || name.startsWith('@castellan/');
  if (isOurs && file.path.startsWith(servers)) return `${servers} must not import ${name}`;
  return isOurs && !allowed.includes(name) ? `${home} must not import ${name}` : '';
}

function homeOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

/** Name of the package that a bare specifier leads to. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
