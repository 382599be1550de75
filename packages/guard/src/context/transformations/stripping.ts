import { ANGLES, isWord, QUOTES, SEMICOLON } from '../shape.ts';

/** What apps strip, one kind or all of them: quotes for databases, brackets for pages. */
const removals: readonly (readonly [bits: number, marks: RegExp])[] = [
  [QUOTES, /['"`]+/g],
  [SEMICOLON, /;+/g],
  [ANGLES, /[<>]+/g],
  [QUOTES | SEMICOLON | ANGLES, /['"`;<>\\]+/g],
];

/** Shorter texts stand in a sink's by chance, as for pieces of an input. */
const MIN_LENGTH = 8;

/** A value without the marks that an app strips, in place of escaping; plain words left out. */
export function strippedForms(value: string, shape: number): readonly string[] {
  const forms: string[] = [];
  for (const [bits, marks] of removals) {
    if ((shape & bits) === 0) continue;
    const form = value.replace(marks, '');
    if (form.length < MIN_LENGTH || isWord(form)) continue;
    if (form !== forms.at(-1)) forms.push(form);
  }
  return forms;
}
