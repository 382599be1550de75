import { globMatcher } from './glob.ts';

/**
 * Whether a `.dockerignore` leaves a path out: patterns start at the folder that is built, also match all
 * below what they match, and the last one that matches decides.
 */
export function dockerIgnores(text: string): (path: string) => boolean {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const isNegated = line.startsWith('!');
      const pattern = (isNegated ? line.slice(1) : line).replace(/^\.?\//, '').replace(/\/$/, '');
      return { isNegated, matches: globMatcher(pattern) };
    });
  return (path) => {
    const names = path.split('/');
    const places = names.map((_, index) => names.slice(0, index + 1).join('/'));
    const last = lines.findLast(({ matches }) => places.some(matches));
    return last !== undefined && !last.isNegated;
  };
}
