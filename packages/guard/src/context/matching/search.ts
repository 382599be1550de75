import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { Occurrence } from '../inputs.ts';
import { ASTERISK, BACKSLASH, DOLLAR, DOT, HYPHEN, MARKS, shapeOf, STRONG } from '../shape.ts';
import type { Candidate } from './candidate.ts';
import { searchDirectly } from './direct-search.ts';
import { HashedNeedles } from './hashed-search.ts';
import { type Haystack, stepsFor } from './haystack.ts';
import { Needle } from './needle.ts';
import { occurrenceAt, resolve } from './occurrences.ts';
import { type Part, PartIndex } from './part-search.ts';

/** Above as many needles, or as many characters searched for all of them, one pass is cheaper. */
const MAX_DIRECT_NEEDLES = 64;
const MAX_DIRECT_LENGTH = 4_000_000;
const MAX_OCCURRENCES = 256;
const nowhere: readonly Occurrence[] = [];

export interface SearchResult {
  readonly occurrences: readonly Occurrence[];
  /** True when a bound may have left occurrences out. */
  readonly truncated: boolean;
  /** Steps of work that were counted, for tests of growth. */
  readonly steps: number;
}

/** Searches texts for the values of candidates; their list may grow in between. */
export class Search {
  readonly #candidates: readonly Candidate[];
  readonly #hashed = new HashedNeedles();
  readonly #parts = new PartIndex();

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
  }

  run(text: string): SearchResult {
    const steps = stepsFor(text.length);
    const folded = fold(text);
    const haystack = { folded, found: [], starts: [], stepsLeft: steps, truncated: false };
    const shape = shapeOf(folded);
    this.#searchWhole(haystack, shape);
    const parts = this.#searchParts(haystack, shape);
    const { occurrences, truncated } = collect(haystack, parts, text);
    return { occurrences, truncated, steps: steps - haystack.stepsLeft };
  }

  /** Looks for the forms of every candidate whose punctuation all stands in the text. */
  #searchWhole(haystack: Haystack, shape: number): void {
    const missing = MARKS & ~shape;
    const isDoubled = haystack.folded.includes("''") || haystack.folded.includes('""');
    const isBackslashed = (shape & BACKSLASH) !== 0;
    const needles: Needle[] = [];
    const active: Candidate[] = [];
    for (const candidate of this.#candidates) {
      if ((candidate.form.shape & missing) !== 0) continue;
      active.push(candidate);
      if (active.length > MAX_DIRECT_NEEDLES) continue;
      for (const needle of candidate.plain) needles.push(needle);
      if (isDoubled) for (const needle of candidate.doubled) needles.push(needle);
      if (isBackslashed) for (const needle of candidate.backslashed) needles.push(needle);
    }
    const { length } = needles;
    const isDirect =
      active.length <= MAX_DIRECT_NEEDLES &&
      (length <= MAX_DIRECT_NEEDLES || length * haystack.folded.length < 10_000) &&
      length * haystack.folded.length <= MAX_DIRECT_LENGTH;
    if (isDirect) searchDirectly(needles, haystack);
    else this.#searchHashed(active, isDoubled || isBackslashed, haystack);
  }

  #searchHashed(active: readonly Candidate[], isEscaped: boolean, haystack: Haystack): void {
    for (const candidate of active) {
      if (!candidate.isHashed) {
        candidate.isHashed = true;
        for (const needle of candidate.plain) this.#hashed.file(needle);
      }
      if (isEscaped && !candidate.isHashedEscaped) {
        candidate.isHashedEscaped = true;
        for (const needle of candidate.doubled) this.#hashed.file(needle);
        for (const needle of candidate.backslashed) this.#hashed.file(needle);
      }
    }
    this.#hashed.search(haystack);
  }

  /** Looks for pieces of the candidates that share a telling character with the text. */
  #searchParts(haystack: Haystack, shape: number): readonly Part[] {
    const { folded } = haystack;
    let telling = shape & STRONG;
    if ((shape & HYPHEN) !== 0 && folded.includes('--')) telling |= HYPHEN;
    if ((shape & DOLLAR) !== 0 && folded.includes('$(')) telling |= DOLLAR;
    if ((shape & DOT) !== 0 && folded.includes('..')) telling |= DOT;
    if ((shape & ASTERISK) !== 0 && folded.includes('/*')) telling |= ASTERISK;
    if (telling === 0) return [];
    let isPossible = false;
    for (const candidate of this.#candidates) {
      if ((candidate.form.shape & telling) === 0) continue;
      // Of a list that guard has joined, the pieces are its items, which are looked for by themselves.
      if (candidate.form.transformations.includes('join')) continue;
      isPossible = true;
      if (candidate.isIndexedForParts) continue;
      candidate.isIndexedForParts = true;
      this.#parts.file(
        new Needle(candidate.input, candidate.form.value, candidate.form.transformations),
      );
    }
    return isPossible ? this.#parts.search(folded) : [];
  }
}

function collect(
  { found, starts, truncated }: Haystack,
  parts: readonly Part[],
  text: string,
): { occurrences: readonly Occurrence[]; truncated: boolean } {
  if (found.length === 0 && parts.length === 0) return { occurrences: nowhere, truncated };
  const occurrences = found.map((needle, i) => occurrenceAt(needle, text, starts[i] as number));
  for (const part of parts) occurrences.push(occurrenceOfPart(part, text));
  const resolved = resolve(occurrences);
  return {
    occurrences: resolved.slice(0, MAX_OCCURRENCES),
    truncated: truncated || resolved.length > MAX_OCCURRENCES,
  };
}

function occurrenceOfPart({ needle, start, end }: Part, text: string): Occurrence {
  const transformations: Transformation[] = [...needle.transformations];
  if (!transformations.includes('part')) transformations.push('part');
  const isExact = needle.value.includes(text.slice(start, end));
  if (!isExact && !transformations.includes('letter-case')) transformations.push('letter-case');
  return { input: needle.input, start, end, transformations };
}
