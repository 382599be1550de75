import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { Occurrence } from '../inputs.ts';
import type { Needle } from './needle.ts';

/** The occurrence of a needle whose folded text was found at `start` of the folded text. */
export function occurrenceAt(needle: Needle, text: string, start: number): Occurrence {
  const { value, folded } = needle;
  if (value.length === folded.length) {
    const isExact = text.startsWith(value, start);
    return found(needle, start, start + value.length, false, !isExact);
  }
  const wideStart = start - (value.length - value.trimStart().length);
  const wideEnd = wideStart + value.length;
  if (wideStart >= 0) {
    if (text.startsWith(value, wideStart)) return found(needle, wideStart, wideEnd, false, false);
    if (fold(text.slice(wideStart, wideEnd)) === fold(value)) {
      return found(needle, wideStart, wideEnd, false, true);
    }
  }
  const isExact = text.startsWith(value.trim(), start);
  return found(needle, start, start + folded.length, true, !isExact);
}

function found(
  { input, transformations: made }: Needle,
  start: number,
  end: number,
  isTrimmed: boolean,
  isFolded: boolean,
): Occurrence {
  if (!isTrimmed && !isFolded) return { input, start, end, transformations: made };
  const transformations: Transformation[] = [...made];
  if (isTrimmed) transformations.push('trim');
  if (isFolded && !made.includes('letter-case')) transformations.push('letter-case');
  return { input, start, end, transformations };
}

/**
 * Sorts by start and drops what lies wholly inside another occurrence of the same input. Different
 * inputs never hide each other: a decoy that spans an attack would.
 */
export function resolve(occurrences: Occurrence[]): Occurrence[] {
  if (occurrences.length < 2) return occurrences;
  occurrences.sort(
    (a, b) =>
      a.start - b.start || b.end - a.end || a.transformations.length - b.transformations.length,
  );
  const ends = new Map<Occurrence['input'], number>();
  return occurrences.filter(({ input, end }) => {
    if (end <= (ends.get(input) ?? -1)) return false;
    ends.set(input, end);
    return true;
  });
}
