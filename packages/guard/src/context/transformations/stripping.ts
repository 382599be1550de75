import type { Transformation } from '@castellan/core';
import { ANGLES, BACKSLASH, QUOTES, SEMICOLON } from '../shape.ts';

const KINDS = QUOTES | SEMICOLON | ANGLES;

/** What apps strip, one kind after another or all at once: quotes for databases, brackets for pages. */
const removals: readonly (readonly [bits: number, marks: RegExp])[] = [
  [QUOTES, /['"`]+/g],
  [SEMICOLON, /;+/g],
  [ANGLES, /[<>]+/g],
  [QUOTES | SEMICOLON, /['"`;]+/g],
  [QUOTES | ANGLES, /['"`<>]+/g],
  [SEMICOLON | ANGLES, /[;<>]+/g],
  [KINDS | BACKSLASH, /['"`;<>\\]+/g],
];

/** Shorter texts stand in a sink's by chance, as for pieces of an input. */
const MIN_LENGTH = 8;

/**
 * A value without the marks that an app strips, in place of escaping. What characters it holds is
 * known at once; the value is made when somebody asks, and empty where it is too short to tell.
 */
export class StrippedForm {
  readonly shape: number;
  readonly transformations: readonly Transformation[];
  /** What it is made of. */
  readonly whole: string;
  readonly #marks: RegExp;
  #value: string | undefined;

  constructor(
    whole: string,
    marks: RegExp,
    shape: number,
    transformations: readonly Transformation[],
  ) {
    this.whole = whole;
    this.#marks = marks;
    this.shape = shape;
    this.transformations = transformations;
  }

  get value(): string {
    if (this.#value === undefined) {
      const value = this.whole.replace(this.#marks, '');
      this.#value = value.length < MIN_LENGTH ? '' : value;
    }
    return this.#value;
  }
}

/** The ways to strip a value, each that differs once; those that leave a plain word are left out. */
export function strippedForms(
  value: string,
  shape: number,
  before: readonly Transformation[],
): readonly StrippedForm[] {
  if ((shape & KINDS) === 0 || value.length <= MIN_LENGTH) return [];
  const transformations: readonly Transformation[] = [...before, 'part'];
  const forms: StrippedForm[] = [];
  const removed: number[] = [];
  for (const [bits, marks] of removals) {
    const taken = shape & bits;
    if (taken === 0 || removed.includes(taken)) continue;
    removed.push(taken);
    if (taken !== shape)
      forms.push(new StrippedForm(value, marks, shape & ~taken, transformations));
  }
  return forms;
}
