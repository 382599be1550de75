import type { GatheredInput } from './gathering.ts';
import type { Input, Occurrence, RestingInputs } from './inputs.ts';
import { addCandidates, type Candidates } from './matching/candidates.ts';
import { EqualityIndex } from './matching/equality.ts';
import { Search } from './matching/search.ts';
import { MaterialReader } from './read-material.ts';
import type { RequestMaterial } from './request-material.ts';
import { shapeOf } from './shape.ts';

/** Reads a request's inputs, each carrier once and not before a sink asks. */
export function createInputs(material: RequestMaterial): RestingInputs {
  return new RequestInputs(material);
}

class RequestInputs implements RestingInputs {
  readonly #reader: MaterialReader;
  #candidates: Candidates = { searched: [], words: [] };
  #search = new Search(this.#candidates.searched);
  #classified = 0;
  #equality: EqualityIndex | undefined;
  #lastText: string | undefined;
  #lastOccurrences: readonly Occurrence[] = [];

  constructor(material: RequestMaterial) {
    this.#reader = new MaterialReader(material);
  }

  get truncated(): boolean {
    this.#classify();
    return this.#reader.truncated;
  }

  get hidesText(): boolean {
    this.#classify();
    return this.#reader.hidesText;
  }

  values(): readonly Input[] {
    this.#reader.read();
    return this.#reader.gathering.inputs;
  }

  occurrencesIn(text: string): readonly Occurrence[] {
    this.#classify();
    if (text === this.#lastText) return this.#lastOccurrences;
    const { occurrences, truncated } = this.#search.run(text);
    if (truncated) this.#reader.gathering.truncated = true;
    this.#lastText = text;
    this.#lastOccurrences = occurrences;
    return occurrences;
  }

  equalTo(text: string): Occurrence | undefined {
    this.#classify();
    this.#equality ??= new EqualityIndex(this.#reader.gathering.gathered, this.#candidates);
    return this.#equality.find(text);
  }

  holdPiece(text: string): boolean {
    this.#reader.read();
    const piece = text.trim();
    const shape = shapeOf(piece);
    return this.#reader.gathering.gathered.some(
      (sent) =>
        sent.value.length > text.length &&
        (shape & ~sent.shape) === 0 &&
        sent.value.includes(piece),
    );
  }

  /** Values stay as they were gathered: the app may have changed its own copies since. */
  rest(): void {
    if (this.#classified === 0) return;
    this.#candidates = { searched: [], words: [] };
    this.#search = new Search(this.#candidates.searched);
    this.#classified = 0;
    this.#equality = undefined;
    this.#lastText = undefined;
    this.#lastOccurrences = [];
  }

  /** Makes candidates of the inputs that were read since the last call. */
  #classify(): void {
    this.#reader.read();
    const { gathering } = this.#reader;
    const { gathered } = gathering;
    if (this.#classified === gathered.length) return;
    this.#lastText = undefined;
    for (; this.#classified < gathered.length; this.#classified++) {
      const each = gathered[this.#classified] as GatheredInput;
      if (addCandidates(each, this.#candidates)) gathering.truncated = true;
    }
  }
}
