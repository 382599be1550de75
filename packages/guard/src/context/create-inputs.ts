import { fold } from './folding.ts';
import type { GatheredInput } from './gathering.ts';
import type { Input, Inputs, Occurrence } from './inputs.ts';
import { type Needle, type Pattern, createPattern, patternsOf } from './matching/needles.ts';
import { occurrenceAt } from './matching/occurrences.ts';
import { Search } from './matching/search.ts';
import { MaterialReader } from './read-material.ts';
import type { RequestMaterial } from './request-material.ts';

/** Reads a request's inputs, each carrier once and not before a sink asks. */
export function createInputs(material: RequestMaterial): Inputs {
  return new RequestInputs(material);
}

class RequestInputs implements Inputs {
  readonly #reader: MaterialReader;
  readonly #search = new Search();
  /** Texts that are already among the needles. */
  readonly #searched = new Set<string>();
  /** Every form of every input, words included, by folded text; filled once somebody asks. */
  readonly #byText = new Map<string, Needle>();
  /** By index of the gathered input. */
  readonly #patterns: (readonly Pattern[])[] = [];
  #textsKnown = 0;
  #lastText: string | undefined;
  #lastOccurrences: readonly Occurrence[] = [];

  constructor(material: RequestMaterial) {
    this.#reader = new MaterialReader(material);
  }

  get truncated(): boolean {
    this.#makeNeedles();
    return this.#reader.truncated;
  }

  values(): readonly Input[] {
    this.#reader.read();
    return this.#reader.gathering.inputs;
  }

  occurrencesIn(text: string): readonly Occurrence[] {
    this.#makeNeedles();
    if (text === this.#lastText) return this.#lastOccurrences;
    const { occurrences, truncated } = this.#search.run(text);
    if (truncated) this.#reader.gathering.truncated = true;
    this.#lastText = text;
    this.#lastOccurrences = occurrences;
    return occurrences;
  }

  equalTo(text: string): Occurrence | undefined {
    this.#makeNeedles();
    this.#knowTexts();
    const needle = this.#byText.get(fold(text).trim());
    if (needle === undefined) return undefined;
    const { input, transformations } = occurrenceAt(needle, text, leadingSpace(text));
    return { input, start: 0, end: text.length, transformations };
  }

  #makeNeedles(): void {
    this.#reader.read();
    const { gathering } = this.#reader;
    const { gathered } = gathering;
    if (this.#patterns.length === gathered.length) return;
    this.#lastText = undefined;
    for (let i = this.#patterns.length; i < gathered.length; i++) {
      const each = gathered[i] as GatheredInput;
      const { patterns, truncated } = patternsOf(each);
      if (truncated) gathering.truncated = true;
      this.#patterns.push(patterns);
      for (const pattern of patterns) {
        if (pattern.isSearchable) this.#addNeedle(pattern, each.input);
      }
    }
  }

  #addNeedle(pattern: Pattern, input: Input): void {
    if (this.#searched.has(pattern.folded)) return;
    this.#searched.add(pattern.folded);
    this.#search.needles.push({ pattern, input });
  }

  #knowTexts(): void {
    const { gathered } = this.#reader.gathering;
    for (; this.#textsKnown < gathered.length; this.#textsKnown++) {
      const { input, shape, transformations } = gathered[this.#textsKnown] as GatheredInput;
      const patterns = this.#patterns[this.#textsKnown] as readonly Pattern[];
      if (patterns.length === 0) {
        this.#knowText(createPattern(input.value, shape, transformations, ''), input);
      }
      for (const pattern of patterns) this.#knowText(pattern, input);
    }
  }

  #knowText(pattern: Pattern, input: Input): void {
    if (!this.#byText.has(pattern.folded)) this.#byText.set(pattern.folded, { pattern, input });
  }
}

function leadingSpace(text: string): number {
  return text.length - text.trimStart().length;
}
