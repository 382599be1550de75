import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { Occurrence } from '../inputs.ts';
import { searchDirectly } from './direct-search.ts';
import { HashedNeedles } from './hashed-search.ts';
import { type Haystack, stepsFor } from './haystack.ts';
import type { Needle } from './needles.ts';
import { occurrenceAt, resolve } from './occurrences.ts';
import { type Part, PartIndex } from './part-search.ts';

/** Above as many needles, or as many characters searched for all of them, one pass is cheaper. */
const MAX_DIRECT_NEEDLES = 64;
const MAX_DIRECT_LENGTH = 500_000;
const MAX_OCCURRENCES = 256;

export interface SearchResult {
  readonly occurrences: readonly Occurrence[];
  /** True when a bound may have left occurrences out. */
  readonly truncated: boolean;
  /** Steps of work counted, for tests of growth. */
  readonly steps: number;
}

/** Searches texts for needles; the list of needles may grow in between. */
export class Search {
  readonly needles: Needle[] = [];
  readonly #hashed = new HashedNeedles();
  readonly #parts = new PartIndex();

  run(text: string): SearchResult {
    const steps = stepsFor(text.length);
    const folded = fold(text);
    const haystack: Haystack = {
      folded,
      found: [],
      starts: [],
      stepsLeft: steps,
      truncated: false,
    };
    const count = this.needles.length;
    if (count > MAX_DIRECT_NEEDLES || count * text.length > MAX_DIRECT_LENGTH) {
      this.#hashed.update(this.needles);
      this.#hashed.search(haystack);
    } else searchDirectly(this.needles, haystack);
    this.#parts.update(this.needles);
    const parts = this.#parts.search(folded);
    const { found, starts } = haystack;
    if (found.length === 0 && parts.length === 0) {
      return {
        occurrences: none,
        truncated: haystack.truncated,
        steps: steps - haystack.stepsLeft,
      };
    }
    const occurrences = found.map((needle, i) => occurrenceAt(needle, text, starts[i] as number));
    for (const part of parts) occurrences.push(occurrenceOfPart(part, text));
    const resolved = resolve(occurrences);
    return {
      occurrences: resolved.slice(0, MAX_OCCURRENCES),
      truncated: haystack.truncated || resolved.length > MAX_OCCURRENCES,
      steps: steps - haystack.stepsLeft,
    };
  }
}

const none: readonly Occurrence[] = [];

function occurrenceOfPart({ needle, start, end }: Part, text: string): Occurrence {
  const { pattern, input } = needle;
  const transformations: Transformation[] = [...pattern.transformations];
  if (!transformations.includes('part')) transformations.push('part');
  const isExact = pattern.value.includes(text.slice(start, end));
  if (!isExact && !transformations.includes('letter-case')) transformations.push('letter-case');
  return { input, start, end, transformations };
}
