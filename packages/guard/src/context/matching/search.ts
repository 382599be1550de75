import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { Occurrence } from '../inputs.ts';
import {
  ASTERISK,
  BACKSLASH,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  HYPHEN,
  MARKS,
  QUOTE,
  shapeOf,
  STRONG,
} from '../shape.ts';
import { ByMarks } from './by-marks.ts';
import type { Candidate } from './candidate.ts';
import { CandidateGroup } from './candidate-group.ts';
import { CharacterPairs } from './character-pairs.ts';
import { searchDirectly } from './direct-search.ts';
import { HashedNeedles } from './hashed-search.ts';
import { type Haystack, stepsFor } from './haystack.ts';
import { Needle } from './needle.ts';
import { occurrenceAt, resolve } from './occurrences.ts';
import { MIN_PART, type Part, PartIndex } from './part-search.ts';
import { TextSketch } from './text-sketch.ts';

/** Of more candidates an index is made, whatever the text. */
const MAX_DIRECT_CANDIDATES = 64;
/**
 * Looking for a needle costs up to 2 ns a character, one pass for all of them up to 30 and the making
 * of their index: above both of these numbers one pass is cheaper, on the worst of texts too.
 */
const MAX_DIRECT_NEEDLES = 16;
const MAX_DIRECT_STEPS = 32_000;
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
  readonly #byMarks = new ByMarks(CandidateGroup);
  #grouped = 0;
  #hashed: HashedNeedles | undefined;
  #parts: PartIndex | undefined;

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
  }

  run(text: string): SearchResult {
    const steps = stepsFor(text.length);
    const folded = fold(text);
    const haystack = { folded, found: [], starts: [], stepsLeft: steps, truncated: false };
    const shape = shapeOf(folded);
    this.#group();
    this.#searchWhole(haystack, shape);
    const parts = this.#searchParts(folded, shape);
    const { occurrences, truncated } = collect(haystack, parts, text);
    return { occurrences, truncated, steps: steps - haystack.stepsLeft };
  }

  /** Takes note of the candidates that were added since the last search. */
  #group(): void {
    for (; this.#grouped < this.#candidates.length; this.#grouped++) {
      const candidate = this.#candidates[this.#grouped] as Candidate;
      this.#byMarks.of(candidate.form.shape).items.push(candidate);
    }
  }

  /** Looks for the forms of every candidate that may stand in the text. */
  #searchWhole(haystack: Haystack, shape: number): void {
    const { folded } = haystack;
    const missing = MARKS & ~shape;
    const groups = this.#byMarks.groups.filter(({ marks }) => (marks & missing) === 0);
    let count = 0;
    for (const { items } of groups) count += items.length;
    if (count === 0) return;
    const isDoubled =
      ((shape & QUOTE) !== 0 && folded.includes("''")) ||
      ((shape & DOUBLE_QUOTE) !== 0 && folded.includes('""'));
    const isBackslashed = (shape & BACKSLASH) !== 0;
    const sketch = new TextSketch(folded);
    if (count <= MAX_DIRECT_CANDIDATES) {
      const needles = needlesOf(groups, sketch, isDoubled, isBackslashed);
      if (isCheap(needles.length, folded.length)) return searchDirectly(needles, haystack);
    }
    this.#index(groups, sketch, isDoubled, isBackslashed).search(haystack);
  }

  /** The index of all needles, with those that may stand in the text. */
  #index(
    groups: readonly CandidateGroup[],
    sketch: TextSketch,
    isDoubled: boolean,
    isBackslashed: boolean,
  ): HashedNeedles {
    const index = (this.#hashed ??= new HashedNeedles());
    const mayStand = (one: Candidate): boolean => one.mayStandIn(sketch);
    const mayStandBackslashed = (one: Candidate): boolean => one.mayStandBackslashedIn(sketch);
    for (const { items, plain, doubled, backslashed } of groups) {
      plain.update(items, mayStand, (one) => index.file(one.plain));
      if (isDoubled) doubled.update(items, mayStand, (one) => index.file(one.doubled));
      if (!isBackslashed) continue;
      backslashed.update(items, mayStandBackslashed, (one) => index.file(one.backslashed));
    }
    return index;
  }

  /** Looks for pieces of the candidates that share a telling character with the text. */
  #searchParts(folded: string, shape: number): readonly Part[] {
    const telling = tellingMarks(folded, shape);
    if (telling === 0) return [];
    const groups = this.#byMarks.groups.filter(({ marks }) => (marks & telling) !== 0);
    if (groups.length === 0) return [];
    const index = (this.#parts ??= new PartIndex());
    const pairs = new CharacterPairs(folded);
    const mayShare = ({ form: { value } }: Candidate): boolean => pairs.mayShare(value, MIN_PART);
    for (const { items, parts } of groups) {
      parts.update(items, mayShare, ({ input, form: { value, transformations } }) => {
        // Of a list that guard has joined, the pieces are its items, which are looked for by themselves.
        if (transformations.includes('join')) return;
        index.file(new Needle(input, value, transformations));
      });
    }
    return index.search(folded);
  }
}

function needlesOf(
  groups: readonly CandidateGroup[],
  sketch: TextSketch,
  isDoubled: boolean,
  isBackslashed: boolean,
): readonly Needle[] {
  const needles: Needle[] = [];
  for (const candidate of groups.flatMap(({ items }) => items)) {
    if (candidate.mayStandIn(sketch)) {
      for (const needle of candidate.plain) needles.push(needle);
      if (isDoubled) for (const needle of candidate.doubled) needles.push(needle);
    }
    if (!isBackslashed || !candidate.mayStandBackslashedIn(sketch)) continue;
    for (const needle of candidate.backslashed) needles.push(needle);
  }
  return needles;
}

/** True where to look for each needle by itself is cheaper than one pass for all. */
function isCheap(needles: number, length: number): boolean {
  return needles <= MAX_DIRECT_NEEDLES || needles * length <= MAX_DIRECT_STEPS;
}

/** Which marks of the text make a piece that holds them tell something. */
function tellingMarks(folded: string, shape: number): number {
  let telling = shape & STRONG;
  if ((shape & HYPHEN) !== 0 && folded.includes('--')) telling |= HYPHEN;
  if ((shape & DOLLAR) !== 0 && folded.includes('$(')) telling |= DOLLAR;
  if ((shape & DOT) !== 0 && folded.includes('..')) telling |= DOT;
  if ((shape & ASTERISK) !== 0 && folded.includes('/*')) telling |= ASTERISK;
  return telling;
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
