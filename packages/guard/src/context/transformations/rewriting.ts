import type { Transformation } from '@castellan/core';
import { NON_ASCII, ODD_SPACE, SPACE } from '../shape.ts';
import { canonicalForms } from './unicode.ts';
import { whiteSpaceForms } from './white-space.ts';

/** A value rewritten so that its ASCII punctuation stays as it was. */
export interface Rewritten {
  readonly value: string;
  readonly transformations: readonly Transformation[];
}

const none: readonly Rewritten[] = [];

/** What white-space handling and Unicode normalisation make of a value, itself not included. */
export function rewrittenForms(value: string, shape: number): readonly Rewritten[] {
  if ((shape & (SPACE | ODD_SPACE | NON_ASCII)) === 0) return none;
  // Words with single blanks between them: joined, they are a word.
  if ((shape & ~SPACE) === 0 && !value.includes('  ')) return none;
  const forms = new Map<string, readonly Transformation[]>();
  const isExotic = (shape & NON_ASCII) !== 0;
  if (isExotic) {
    for (const form of canonicalForms(value)) {
      const isCase = form === value.toUpperCase();
      if (!forms.has(form)) forms.set(form, [isCase ? 'letter-case' : 'unicode-normal-form']);
    }
  }
  const hasOddSpace = isExotic || (shape & ODD_SPACE) !== 0;
  for (const [form, transformations] of [[value, []] as const, ...forms]) {
    for (const spaced of whiteSpaceForms(form, hasOddSpace)) {
      if (!forms.has(spaced)) forms.set(spaced, [...transformations, 'white-space']);
    }
  }
  forms.delete(value);
  return [...forms].map(([form, transformations]) => ({ value: form, transformations }));
}
