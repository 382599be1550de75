import type { Transformation } from '@castellan/core';
import { shapeOf } from '../shape.ts';

/** A value as sent or as decoded. */
export interface Decoded {
  readonly value: string;
  /** Bits of `shape.ts`. */
  readonly shape: number;
  readonly transformations: readonly Transformation[];
}

/** Changes that are followed one after another. */
const MAX_STEPS = 3;
const MAX_FORMS = 64;
/** Strings within documents count apart: one value may carry many. */
const MAX_NESTED = 1_000;
/** UTF-16 code units of all forms of a value: this many times its own, and some for short ones. */
const MAX_GROWTH = 16;
const MIN_ROOM = 4_096;

/** Collects what a value decodes to, each form once and by the fewest steps, within bounds. */
export class DecodingWalk {
  readonly forms: Decoded[] = [];
  truncated = false;
  readonly #seen = new Set<string>();
  readonly #stepsBefore: number;
  #formsLeft = MAX_FORMS;
  #nestedLeft = MAX_NESTED;
  #room: number;

  constructor(value: string, shape: number, transformations: readonly Transformation[]) {
    this.#seen.add(value);
    this.#stepsBefore = transformations.length;
    this.forms.push({ value, shape, transformations });
    this.#room = MIN_ROOM + value.length * MAX_GROWTH;
  }

  /** True while a form may be decoded further. */
  isOpen({ transformations }: Decoded): boolean {
    return transformations.length - this.#stepsBefore < MAX_STEPS;
  }

  /** Takes the outcome of one change; undefined when there was nothing to change. */
  step(from: Decoded, transformation: Transformation, value: string | undefined): void {
    if (value === undefined || value.length < 2 || this.#seen.has(value)) return;
    if (this.#hasRoomFor(value, this.#formsLeft--)) this.#take(from, [transformation], value);
  }

  /** Takes the strings found within a document. */
  nest(
    from: Decoded,
    added: readonly Transformation[],
    strings: { readonly values: readonly string[]; readonly truncated: boolean },
  ): void {
    if (strings.truncated) this.truncated = true;
    for (const value of strings.values) {
      if (value.length < 2 || this.#seen.has(value)) continue;
      if (!this.#hasRoomFor(value, this.#nestedLeft--)) return;
      this.#take(from, added, value);
    }
  }

  #hasRoomFor(value: string, left: number): boolean {
    if (left > 0 && value.length <= this.#room) {
      this.#room -= value.length;
      return true;
    }
    this.truncated = true;
    return false;
  }

  #take(from: Decoded, added: readonly Transformation[], value: string): void {
    this.#seen.add(value);
    const transformations = [...from.transformations, ...added];
    this.forms.push({ value, shape: shapeOf(value), transformations });
  }
}
