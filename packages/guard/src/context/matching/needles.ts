import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { GatheredInput } from '../gathering.ts';
import type { Input } from '../inputs.ts';
import { NON_WORD } from '../shape.ts';
import { isWord } from '../shape.ts';
import type { Mark } from '../transformations/escaping.ts';
import { type Forms, formsOf } from '../transformations/forms.ts';

/** One text to look for, and the input that it came from. */
export interface Needle {
  /** Folded and trimmed. */
  readonly folded: string;
  /** The form as the app would have made it, untrimmed, in its own letter case. */
  readonly value: string;
  readonly input: Input;
  readonly transformations: readonly Transformation[];
  readonly mark: Mark;
}

/** The needle for one form of an input. */
export function createNeedle(
  input: Input,
  value: string,
  transformations: readonly Transformation[],
  mark: Mark,
): Needle {
  return { folded: fold(value).trim(), value, input, transformations, mark };
}

/** A single character occurs in any text by chance and cannot by itself change a structure usefully. */
const MIN_LENGTH = 2;

export function isSearchable(needle: Needle): boolean {
  return needle.folded.length >= MIN_LENGTH && !isWord(needle.folded);
}

const recurring = { young: new Map<string, Forms>(), elder: new Map<string, Forms>() };
const MAX_RECURRING = 512;
const MAX_RECURRING_LENGTH = 512;

/** Forms of a gathered input; those of headers are kept, since clients send them again and again. */
export function formsOfInput({ input, shape, isRecurring }: GatheredInput): Forms {
  if (!isRecurring || input.value.length > MAX_RECURRING_LENGTH) return formsOf(input.value, shape);
  const known = recurring.young.get(input.value) ?? recurring.elder.get(input.value);
  if (known !== undefined && recurring.young.has(input.value)) return known;
  if (recurring.young.size >= MAX_RECURRING) {
    recurring.elder = recurring.young;
    recurring.young = new Map();
  }
  const forms = known ?? formsOf(input.value, shape);
  recurring.young.set(input.value, forms);
  return forms;
}

/** True when the value as sent is worth looking for inside other text. */
export function isRisky({ shape }: GatheredInput): boolean {
  return (shape & NON_WORD) !== 0;
}
