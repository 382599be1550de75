import type { Needle } from './needle.ts';

/** A sink's text being searched, and what was found in it so far. */
export interface Haystack {
  readonly folded: string;
  /** Needles found, and at the same index in `starts` where each begins. */
  readonly found: Needle[];
  readonly starts: number[];
  /** Steps of work that may still be done; a search ends when there are none left. */
  stepsLeft: number;
  /** True when a bound ended the search early. */
  truncated: boolean;
}

export const MAX_FOUND = 512;
/** Very short needles stand in long texts by chance; more places of them tell nothing more. */
export const MAX_FOUND_SHORT = 32;
export const SHORT = 4;
/** Up to this length a needle's places may overlap, as in `''''`; longer ones are told apart. */
export const MAX_OVERLAPPING = 8;

/** Steps that one search may take: linear in the text, with room for the usual. */
export function stepsFor(length: number): number {
  return 50_000 + length * 8;
}

/** Takes note of a place; false when there is room for no more. */
export function take(haystack: Haystack, needle: Needle, start: number): boolean {
  if (haystack.found.length >= MAX_FOUND) {
    haystack.truncated = true;
    return false;
  }
  haystack.found.push(needle);
  haystack.starts.push(start);
  return true;
}
