import { ignoredBy, matchedBy } from './ignore-file.ts';

const alwaysPacked = /^(package\.json|readme(\.\w+)?|licen[cs]e(\.\w+)?|copying(\.\w+)?)$/i;
const neverPacked =
  /(^|\/)(\.git|node_modules|CVS|\.svn|\.hg)(\/|$)|(^|\/)(\.npmrc|\.DS_Store|\.gitignore|\.npmignore|npm-debug\.log|\..*\.swp|\._.*)$|^(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;

/**
 * The paths that `npm pack` would take, by the rules of npm's documentation: `files` when given,
 * otherwise all but what `.npmignore` (or `.gitignore`) names. `ignores` holds those texts by folder.
 */
export function packedAmong(
  paths: readonly string[],
  files: readonly string[] | undefined,
  ignores: ReadonlyMap<string, string>,
): string[] {
  const isIgnored = ignoredBy(ignores);
  const isListed = files && listed(files);
  return paths.filter((path) => {
    if (alwaysPacked.test(path)) return true;
    if (neverPacked.test(path)) return false;
    if (!isListed) return !isIgnored(path);
    return isListed(path) && !isIgnoredBelowRoot(path, ignores);
  });
}

/** `files` is a reversed ignore file: what it names is taken, `!` takes back. */
function listed(files: readonly string[]): (path: string) => boolean {
  return matchedBy(files.flatMap(anchored).join('\n'));
}

/** An entry stands for the file of that name and for all below a folder of that name. */
function anchored(entry: string): string[] {
  const isNegated = entry.startsWith('!');
  const bare = entry
    .slice(isNegated ? 1 : 0)
    .replace(/^\.?\//, '')
    .replace(/\/$/, '');
  const everything = bare === '' || bare === '.' ? '/**' : `/${bare}`;
  const sign = isNegated ? '!' : '';
  return [`${sign}${everything}`, `${sign}${everything}/**`];
}

/** With `files` the root's ignore file does not count, those in folders do. */
function isIgnoredBelowRoot(path: string, ignores: ReadonlyMap<string, string>): boolean {
  const below = new Map([...ignores].filter(([folder]) => folder !== ''));
  return below.size > 0 && ignoredBy(below)(path);
}
