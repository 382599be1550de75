import type { Gathering } from '../gathering.ts';
import { isWord } from '../shape.ts';

const MAX_SEGMENTS = 64;

/** Gathers the URL's path, and each of its segments (`path[0]`) that is not a plain word. */
export function gatherPath(path: string, gathering: Gathering): void {
  gathering.add('path', path);
  const segments = path.split('/', MAX_SEGMENTS + 1).slice(1);
  for (const [i, segment] of segments.entries()) {
    if (!isWord(segment) && segment.length + 1 < path.length) {
      gathering.add(`path[${i}]`, segment);
    }
  }
  if (segments.length > MAX_SEGMENTS) gathering.truncated = true;
}
