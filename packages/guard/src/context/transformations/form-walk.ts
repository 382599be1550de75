import type { Transformation } from '@castellan/core';
import { shapeOf } from '../shape.ts';
import type { EscapedForm, Mark } from './escaping.ts';

/** One shape in which an app may pass an input on. */
export interface Form {
  readonly value: string;
  /** Flags of `shape.ts`; missing for escaped forms, whose pieces are not looked for. */
  readonly shape: number | undefined;
  readonly transformations: readonly Transformation[];
  readonly mark: Mark;
}

/** A value whose own forms are still to be made. */
export interface Open {
  readonly value: string;
  readonly shape: number;
  readonly transformations: readonly Transformation[];
}

/** Changes that are followed one after another. */
const MAX_STEPS = 3;
const MAX_FORMS = 64;
const MAX_ESCAPED = 128;
/** Strings within documents count apart: one value may carry many. */
const MAX_NESTED = 1_000;
/** UTF-16 code units of all forms, as a multiple of the value's own, and the least allowed. */
const MAX_GROWTH = 16;
const MIN_ROOM = 65_536;
const MAX_ROOM = 1_048_576;

/** Collects the forms of one value, each once and by the fewest steps, within bounds. */
export class FormWalk {
  readonly forms: Form[] = [];
  readonly open: Open[] = [];
  truncated = false;
  readonly #seen = new Set<string>();
  #formsLeft = MAX_FORMS;
  #escapedLeft = MAX_ESCAPED;
  #nestedLeft = MAX_NESTED;
  #room: number;

  constructor(value: string, shape: number) {
    this.#seen.add(value);
    this.open.push({ value, shape, transformations: [] });
    this.#room = Math.min(MAX_ROOM, Math.max(MIN_ROOM, value.length * MAX_GROWTH));
  }

  /** Takes a form that can change further. */
  step(from: Open, transformation: Transformation, value: string | undefined): void {
    if (value === undefined || value.length < 2 || this.#seen.has(value)) return;
    if (!this.#hasRoomFor(value, this.#formsLeft--)) return;
    this.#take(from, [transformation], value);
  }

  /** Takes the strings found within a document. */
  nest(
    from: Open,
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

  /** Takes a form that an escape made, which is the last thing that happens to a value. */
  escape(from: Open, transformation: Transformation, { value, mark }: EscapedForm): void {
    if (this.#seen.has(value) || !this.#hasRoomFor(value, this.#escapedLeft--)) return;
    this.#seen.add(value);
    const transformations = [...from.transformations, transformation];
    this.forms.push({ value, shape: undefined, transformations, mark });
  }

  #hasRoomFor(value: string, left: number): boolean {
    if (left > 0 && value.length <= this.#room) {
      this.#room -= value.length;
      return true;
    }
    this.truncated = true;
    return false;
  }

  #take(from: Open, added: readonly Transformation[], value: string): void {
    this.#seen.add(value);
    const shape = shapeOf(value);
    const transformations = [...from.transformations];
    for (const name of added) if (!transformations.includes(name)) transformations.push(name);
    this.forms.push({ value, shape, transformations, mark: '' });
    if (from.transformations.length < MAX_STEPS) this.open.push({ value, shape, transformations });
  }
}
