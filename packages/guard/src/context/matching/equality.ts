import { fold } from '../folding.ts';
import type { GatheredInput } from '../gathering.ts';
import type { Occurrence } from '../inputs.ts';
import { NON_ASCII, ODD_SPACE, shapeOf, SPACE } from '../shape.ts';
import { Candidate } from './candidate.ts';
import type { Candidates } from './candidates.ts';
import { Needle } from './needle.ts';
import { occurrenceAt } from './occurrences.ts';

const SPACES_AND_MARKS =
  /[\s\0-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\p{M}]+/gu;
const SPACES = /[\s\0-\x1f\x7f]+/g;

/** What all rewritten forms of a value share: letter case, white space, normal form left aside. */
function canonical(value: string, shape: number): string {
  if ((shape & NON_ASCII) !== 0) {
    return fold(value.normalize('NFKD').replace(SPACES_AND_MARKS, '').toUpperCase());
  }
  return fold((shape & (SPACE | ODD_SPACE)) === 0 ? value : value.replace(SPACES, ''));
}

/** Values by what their rewritten forms share; the first of equal ones stands. Lists may grow. */
export class EqualityIndex {
  readonly #gathered: readonly GatheredInput[];
  readonly #candidates: Candidates;
  readonly #byCanonical = new Map<string, Candidate>();
  #sentSeen = 0;
  #searchedSeen = 0;
  #wordsSeen = 0;

  constructor(gathered: readonly GatheredInput[], candidates: Candidates) {
    this.#gathered = gathered;
    this.#candidates = candidates;
  }

  find(text: string): Occurrence | undefined {
    this.#update();
    const candidate = this.#byCanonical.get(canonical(text, shapeOf(text)));
    if (candidate === undefined) return undefined;
    const { input, form } = candidate;
    const folded = fold(text).trim();
    const needle = candidate.plain.find((plain) => plain.folded === folded);
    const same = needle ?? new Needle(input, form.value, form.transformations);
    const { transformations } = occurrenceAt(same, text, text.length - text.trimStart().length);
    return { input, start: 0, end: text.length, transformations };
  }

  /** Values as sent come before decoded ones, so that what was sent explains a text first. */
  #update(): void {
    for (; this.#sentSeen < this.#gathered.length; this.#sentSeen++) {
      const { input, shape, transformations } = this.#gathered[this.#sentSeen] as GatheredInput;
      this.#add(new Candidate(input, { value: input.value, shape, transformations }));
    }
    const { searched, words } = this.#candidates;
    for (; this.#searchedSeen < searched.length; this.#searchedSeen++) {
      this.#add(searched[this.#searchedSeen] as Candidate);
    }
    for (; this.#wordsSeen < words.length; this.#wordsSeen++) {
      this.#add(words[this.#wordsSeen] as Candidate);
    }
  }

  #add(candidate: Candidate): void {
    const key = canonical(candidate.form.value, candidate.form.shape);
    if (!this.#byCanonical.has(key)) this.#byCanonical.set(key, candidate);
  }
}
