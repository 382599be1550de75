import { type Haystack, MAX_FOUND_SHORT, MAX_OVERLAPPING, SHORT, take } from './haystack.ts';
import type { Needle } from './needle.ts';

/**
 * The native search looks for this many characters only: it is quadratic in the worst case, and the
 * rest is compared once they were found.
 */
const MAX_NATIVE = 24;

/** Looks for each needle on its own: fastest for the few dozen needles of an ordinary request. */
export function searchDirectly(needles: readonly Needle[], haystack: Haystack): void {
  const { folded } = haystack;
  for (const needle of needles) {
    const wanted = needle.folded;
    if (wanted.length > folded.length) continue;
    const head = wanted.length > MAX_NATIVE ? wanted.slice(0, MAX_NATIVE) : wanted;
    const first = folded.indexOf(head);
    if (first >= 0 && !follow(needle, head, first, haystack)) return;
  }
}

/** Takes every place of a needle from its first candidate on; false when a bound was met. */
function follow(needle: Needle, head: string, first: number, haystack: Haystack): boolean {
  const { folded } = haystack;
  const wanted = needle.folded;
  let placesLeft = wanted.length < SHORT ? MAX_FOUND_SHORT : Infinity;
  let at = first;
  while (at >= 0 && placesLeft > 0) {
    let next = at + 1;
    if (folded.startsWith(wanted, at)) {
      if (!take(haystack, needle, at)) return false;
      placesLeft--;
      if (wanted.length > MAX_OVERLAPPING) next = at + wanted.length;
    } else if ((haystack.stepsLeft -= wanted.length) < 0) {
      haystack.truncated = true;
      return false;
    }
    at = folded.indexOf(head, next);
  }
  return true;
}
