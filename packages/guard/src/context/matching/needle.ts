import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { Input } from '../inputs.ts';
import { isWord } from '../shape.ts';

/** One text to look for, and the input that it came from. */
export class Needle {
  readonly input: Input;
  /** The form as the app would have made it, untrimmed, in its own letter case. */
  readonly value: string;
  /** Folded and trimmed; a line break around a word stays, since it ends a command. */
  readonly folded: string;
  readonly transformations: readonly Transformation[];

  constructor(input: Input, value: string, transformations: readonly Transformation[]) {
    this.input = input;
    this.value = value;
    const whole = fold(value);
    const trimmed = whole.trim();
    this.folded = isWord(trimmed) && /[\r\n]/.test(value) ? whole : trimmed;
    this.transformations = transformations;
  }

  /** A single character stands in any text by chance, and a word changes no structure. */
  get isTelling(): boolean {
    return this.folded.length > 1 && !isWord(this.folded);
  }
}
