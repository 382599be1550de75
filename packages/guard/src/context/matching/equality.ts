import { fold } from '../folding.ts';
import type { GatheredInput } from '../gathering.ts';
import type { Occurrence } from '../inputs.ts';
import { MARKS, NON_ASCII, ODD_SPACE, shapeOf, SPACE } from '../shape.ts';
import type { Decoded } from '../transformations/decoding-walk.ts';
import { ByMarks } from './by-marks.ts';
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
  /** Values as sent come before decoded ones, so that what was sent explains a text first. */
  readonly #sent = new Equals<GatheredInput>((gathered) => gathered);
  readonly #derived = new Equals<Candidate>(({ form }) => form);
  #sentSeen = 0;
  #searchedSeen = 0;
  #wordsSeen = 0;

  constructor(gathered: readonly GatheredInput[], candidates: Candidates) {
    this.#gathered = gathered;
    this.#candidates = candidates;
  }

  find(text: string): Occurrence | undefined {
    this.#update();
    const key = canonical(text, shapeOf(text));
    const sent = this.#sent.find(key);
    const candidate = sent === undefined ? this.#derived.find(key) : new Candidate(sent, sent);
    if (candidate === undefined) return undefined;
    const { input, form } = candidate;
    const folded = fold(text).trim();
    const needle = candidate.plain.find((plain) => plain.folded === folded);
    const same = needle ?? new Needle(input, form.value, form.transformations);
    const { transformations } = occurrenceAt(same, text, text.length - text.trimStart().length);
    return { input, start: 0, end: text.length, transformations };
  }

  #update(): void {
    for (; this.#sentSeen < this.#gathered.length; this.#sentSeen++) {
      this.#sent.add(this.#gathered[this.#sentSeen] as GatheredInput);
    }
    const { searched, words } = this.#candidates;
    for (; this.#searchedSeen < searched.length; this.#searchedSeen++) {
      const candidate = searched[this.#searchedSeen] as Candidate;
      if (candidate.form.transformations.length > 0) this.#derived.add(candidate);
    }
    for (; this.#wordsSeen < words.length; this.#wordsSeen++) {
      this.#derived.add(words[this.#wordsSeen] as Candidate);
    }
  }
}

class Waiting<Item> {
  readonly marks: number;
  readonly items: Item[] = [];

  constructor(marks: number) {
    this.marks = marks;
  }
}

/** Of the values, only those are made canonical that hold the marks of a text that was asked for. */
class Equals<Item> {
  readonly #waiting = new ByMarks<Waiting<Item>>(Waiting);
  readonly #known = new Map<string, Item>();
  readonly #formOf: (item: Item) => Pick<Decoded, 'value' | 'shape'>;

  constructor(formOf: (item: Item) => Pick<Decoded, 'value' | 'shape'>) {
    this.#formOf = formOf;
  }

  add(item: Item): void {
    this.#waiting.of(this.#formOf(item).shape).items.push(item);
  }

  find(key: string): Item | undefined {
    const marks = shapeOf(key) & MARKS;
    for (const group of this.#waiting.groups) {
      // Normalisation changes the marks of what is not ASCII.
      if (group.marks === marks || (group.marks & NON_ASCII) !== 0) this.#know(group.items);
    }
    return this.#known.get(key);
  }

  #know(items: Item[]): void {
    for (const item of items) {
      const { value, shape } = this.#formOf(item);
      const key = canonical(value, shape);
      if (value !== '' && !this.#known.has(key)) this.#known.set(key, item);
    }
    items.length = 0;
  }
}
