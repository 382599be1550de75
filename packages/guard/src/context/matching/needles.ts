import type { Transformation } from '@castellan/core';
import { fold } from '../folding.ts';
import type { GatheredInput } from '../gathering.ts';
import type { Input } from '../inputs.ts';
import { isWord, NON_WORD, STRUCTURAL } from '../shape.ts';
import type { Mark } from '../transformations/escaping.ts';
import { formsOf } from '../transformations/forms.ts';

/** One text to look for. Holds nothing of the request, so that those of headers can be kept. */
export interface Pattern {
  /** Folded and trimmed. */
  readonly folded: string;
  /** The form as the app would have made it, untrimmed, in its own letter case. */
  readonly value: string;
  readonly transformations: readonly Transformation[];
  readonly mark: Mark;
  /** True when it can change a structure by standing in a text. */
  readonly isSearchable: boolean;
  /** True when a piece of it can do so too. */
  readonly isSearchableInParts: boolean;
}

/** A pattern and the input that it came from. */
export interface Needle {
  readonly pattern: Pattern;
  readonly input: Input;
}

/** A single character stands in any text by chance, and changes no structure to any use. */
const MIN_LENGTH = 2;
const PAIRS = /\.\.|--|\/\*/;

/** The pattern for one form of an input. */
export function createPattern(
  value: string,
  shape: number | undefined,
  transformations: readonly Transformation[],
  mark: Mark,
): Pattern {
  const folded = fold(value).trim();
  const isSearchable = folded.length >= MIN_LENGTH && !isWord(folded);
  const isStructural = shape !== undefined && ((shape & STRUCTURAL) !== 0 || PAIRS.test(folded));
  return {
    folded,
    value,
    transformations,
    mark,
    isSearchable,
    isSearchableInParts: isSearchable && isStructural,
  };
}

/** What to look for on behalf of one input; nothing for a plain word that stands for no other text. */
export interface Patterns {
  readonly patterns: readonly Pattern[];
  /** True when a bound left some forms out. */
  readonly truncated: boolean;
}

const nothing: Patterns = { patterns: [], truncated: false };

function createPatterns({ input, shape, transformations }: GatheredInput): Patterns {
  const { forms, truncated } = formsOf(input.value, shape);
  if (forms.length === 0 && (shape & NON_WORD) === 0) return nothing;
  const asSent = createPattern(input.value, shape, transformations, '');
  if (forms.length === 0) return { patterns: [asSent], truncated };
  const patterns = [asSent];
  for (const form of forms) {
    const made = transformations.length === 0 ? [] : transformations;
    patterns.push(
      createPattern(form.value, form.shape, [...made, ...form.transformations], form.mark),
    );
  }
  return { patterns, truncated };
}

const MAX_RECURRING = 256;
const MAX_RECURRING_LENGTH = 1_024;
let young = new Map<string, Patterns>();
let elder = new Map<string, Patterns>();

/** The patterns of an input; those of headers are kept, since clients send them again and again. */
export function patternsOf(gathered: GatheredInput): Patterns {
  const { value } = gathered.input;
  if (!gathered.isRecurring || value.length > MAX_RECURRING_LENGTH) return createPatterns(gathered);
  const recent = young.get(value);
  if (recent !== undefined) return recent;
  if (young.size >= MAX_RECURRING) {
    elder = young;
    young = new Map();
  }
  const patterns = elder.get(value) ?? createPatterns(gathered);
  young.set(value, patterns);
  return patterns;
}
