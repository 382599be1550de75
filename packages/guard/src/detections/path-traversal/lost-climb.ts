import type { Input, Inputs } from '../../context/inputs.ts';
import { climbingInputsOf, type ClimbingInput } from './climbing-inputs.ts';
import { comparable, startsWithNames, type PathStyle, type ResolvedPath } from './path-text.ts';

/** Directories of the operating system: no app keeps its users' files straight below them. */
export const systemDirectories: ReadonlySet<string> = new Set(
  'etc var usr home root proc sys dev boot lib lib64 bin sbin run windows users'.split(' '),
);

/** An input whose `../` or root was eaten by normalising, and the first of its names in the path. */
export interface LostClimb {
  readonly climbing: ClimbingInput;
  /** Index among the path's names where the input's own names begin. */
  readonly at: number;
}

/**
 * Finds an input of which a normalised path only shows the tail. The static directory is gone by
 * then, and a file name alone (`path.basename`) or a path clamped below a root leaves the same
 * tail, so only places where no upload directory is can convict: the root of the file system, the
 * app's own directory and those above it, and the system's directories. Inputs in `seenWhole` were
 * judged where they stand with all their dots.
 */
export function findLostClimb(
  path: ResolvedPath,
  cwd: ResolvedPath,
  style: PathStyle,
  inputs: Inputs,
  seenWhole: ReadonlySet<Input>,
): LostClimb | undefined {
  const climbingInputs = climbingInputsOf(inputs, style);
  if (climbingInputs.length === 0) return undefined;
  const names = path.names.map(comparable);
  const home = cwd.root === path.root ? cwd.names.map(comparable) : [];
  for (const climbing of climbingInputs) {
    const { tail, climbs, input } = climbing;
    if (seenWhole.has(input)) continue;
    if (!climbs) {
      const isWhole = names.length === tail.length && matchesAt(names, tail, 0);
      if (isWhole && names.length > 1 && !isOwn(names, home)) return { climbing, at: 0 };
      continue;
    }
    for (let at = 0; at + tail.length <= names.length; at += 1) {
      if (convicts(names, at, home) && matchesAt(names, tail, at)) return { climbing, at };
    }
  }
  return undefined;
}

function isOwn(names: readonly string[], home: readonly string[]): boolean {
  return home.length > 0 && startsWithNames(names, home);
}

function convicts(names: readonly string[], at: number, home: readonly string[]): boolean {
  if (at === 0) return true;
  if (at === 1 && systemDirectories.has(names[0] ?? '')) return true;
  return at <= home.length && startsWithNames(home, names.slice(0, at));
}

/** The app may have added an ending (`.html`) to the last name. */
function matchesAt(names: readonly string[], tail: readonly string[], at: number): boolean {
  const last = tail.length - 1;
  for (let index = 0; index < last; index += 1) {
    if (names[at + index] !== tail[index]) return false;
  }
  const name = names[at + last] ?? '';
  const expected = tail[last] ?? '';
  return name === expected || (expected.length > 2 && name.startsWith(`${expected}.`));
}
