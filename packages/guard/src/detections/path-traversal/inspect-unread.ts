import type { Verdict } from '../detection.ts';
import type { PathCall } from '../sink-call.ts';
import { unreadVerdict } from '../unread.ts';
import { systemDirectories } from './lost-climb.ts';
import { comparable, isParent, pathStyleOf, resolvePath, segmentsOf } from './path-text.ts';

const MAX_PATH_CHARACTERS = 32_767;
/** What attackers ask for first, and apps nearly never. */
const COVETED = /^\/(?:etc\/(?:passwd|shadow)|proc\/(?:self|\d+)\/environ|root\/\.ssh\/\w+)$/;

/**
 * Judges a path of which nobody knows who chose it (CWE-22): `..` that leads from one directory below
 * the root into one of the system's, or a file that only attackers read.
 */
export function inspectUnread(call: PathCall): Verdict | undefined {
  const { path, joined } = call;
  if (path.length > MAX_PATH_CHARACTERS) return undefined;
  const climbs =
    climbsIntoSystem(path, call.cwd) ||
    (joined !== undefined &&
      climbsIntoSystem(joined.filter((part) => part !== '').join('/'), call.cwd));
  return climbs || COVETED.test(path) ? unreadVerdict(0, path.length) : undefined;
}

function climbsIntoSystem(text: string, cwd: string): boolean {
  const style = pathStyleOf(cwd);
  const climb = segmentsOf(text, style).find((segment) => isParent(segment.text, style));
  if (climb === undefined) return false;
  const [from] = resolvePath(text.slice(0, climb.start), cwd, style).names;
  const [to] = resolvePath(text, cwd, style).names;
  if (from === undefined || to === undefined) return false;
  return comparable(from) !== comparable(to) && systemDirectories.has(comparable(to));
}
