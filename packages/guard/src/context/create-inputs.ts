import { gatherHeaders } from './carriers/headers.ts';
import { gatherPairs } from './carriers/query.ts';
import { flatten } from './flatten.ts';
import { Gathering } from './gathering.ts';
import type { Input, Inputs, Occurrence } from './inputs.ts';
import { fold } from './folding.ts';
import { createNeedle, formsOfInput, isSearchable, type Needle } from './matching/needles.ts';
import { occurrenceAt, resolve } from './matching/occurrences.ts';
import type { RequestMaterial } from './request-material.ts';

/** Reads a request's inputs, each carrier once and not before a sink asks. */
export function createInputs(material: RequestMaterial): Inputs {
  return new RequestInputs(material);
}

class RequestInputs implements Inputs {
  readonly #material: RequestMaterial;
  readonly #gathering = new Gathering();
  #version: number | undefined;
  #needles: Needle[] = [];
  #known = new Map<string, Needle>();
  #prepared = 0;

  constructor(material: RequestMaterial) {
    this.#material = material;
  }

  get truncated(): boolean {
    this.#read();
    return this.#gathering.truncated;
  }

  values(): readonly Input[] {
    this.#read();
    return this.#gathering.inputs;
  }

  equalTo(text: string): Occurrence | undefined {
    this.#prepare();
    const needle = this.#known.get(fold(text).trim());
    if (needle === undefined) return undefined;
    return { ...occurrenceAt(needle, text, 0), start: 0, end: text.length };
  }

  occurrencesIn(text: string): readonly Occurrence[] {
    this.#prepare();
    const folded = fold(text);
    const occurrences: Occurrence[] = [];
    for (const needle of this.#needles) {
      let at = folded.indexOf(needle.folded);
      while (at >= 0 && occurrences.length < 256) {
        occurrences.push(occurrenceAt(needle, text, at));
        at = folded.indexOf(needle.folded, at + needle.folded.length);
      }
    }
    return resolve(occurrences);
  }

  #read(): void {
    const { version } = this.#material;
    if (version === this.#version) return;
    const isFirst = this.#version === undefined;
    this.#version = version;
    const { path, query, rawHeaders } = this.#material;
    if (isFirst) {
      if (path !== undefined) this.#gathering.add('path', path);
      if (query !== undefined) gatherPairs(query, 'query', this.#gathering);
      gatherHeaders(rawHeaders, this.#gathering);
    }
    flatten(this.#material.params(), 'params', this.#gathering);
    for (const body of this.#material.bodies()) flatten(body.value, body.path, this.#gathering);
  }

  #prepare(): void {
    this.#read();
    const { gathered } = this.#gathering;
    for (; this.#prepared < gathered.length; this.#prepared++) {
      const each = gathered[this.#prepared]!;
      this.#keep(createNeedle(each.input, each.input.value, each.transformations, ''));
      for (const form of formsOfInput(each).forms) {
        const transformations = [...each.transformations, ...form.transformations];
        this.#keep(createNeedle(each.input, form.value, transformations, form.mark));
      }
    }
  }

  #keep(needle: Needle): void {
    const known = this.#known.get(needle.folded);
    if (known !== undefined) return;
    this.#known.set(needle.folded, needle);
    if (isSearchable(needle)) this.#needles.push(needle);
  }
}
