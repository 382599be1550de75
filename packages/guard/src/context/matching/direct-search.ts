import { type Haystack, MAX_FOUND_SHORT, MAX_OVERLAPPING, SHORT, take } from './haystack.ts';
import type { Needle } from './needles.ts';

/**
 * The native search is only looked to for this many characters: it is quadratic in the worst case,
 * and the rest is compared once they were found.
 */
const MAX_NATIVE = 24;

/** Looks for each needle on its own: fastest for the few dozen needles of an ordinary request. */
export function searchDirectly(needles: readonly Needle[], haystack: Haystack): void {
  const { folded } = haystack;
  const hasBackslash = folded.includes('\\');
  const hasDoubled = folded.includes("''");
  const hasDoubleDoubled = folded.includes('""');
  for (const needle of needles) {
    const { mark, folded: wanted } = needle.pattern;
    if (wanted.length > folded.length) continue;
    if (mark !== '') {
      if (mark === '\\' ? !hasBackslash : mark === "''" ? !hasDoubled : !hasDoubleDoubled) continue;
    }
    const isLong = wanted.length > MAX_NATIVE;
    const first = folded.indexOf(isLong ? wanted.slice(0, MAX_NATIVE) : wanted);
    if (first >= 0 && !follow(needle, first, haystack)) return;
  }
}

/** Takes every place of a needle from its first candidate on; false when a bound was met. */
function follow(needle: Needle, first: number, haystack: Haystack): boolean {
  const { folded } = haystack;
  const wanted = needle.pattern.folded;
  const isLong = wanted.length > MAX_NATIVE;
  const head = isLong ? wanted.slice(0, MAX_NATIVE) : wanted;
  let placesLeft = wanted.length < SHORT ? MAX_FOUND_SHORT : Infinity;
  let at = first;
  while (at >= 0 && placesLeft > 0) {
    let next = at + 1;
    if (!isLong || folded.startsWith(wanted, at)) {
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
