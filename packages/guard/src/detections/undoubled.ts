import type { Occurrence } from '../context/inputs.ts';

/**
 * The place of the value as sent within a place of its doubled form: `''x'` may be the doubled `'x`,
 * or the value as sent behind the app's own quote, so that both readings have to be judged.
 */
export function undoubled(text: string, occurrence: Occurrence): Occurrence | undefined {
  if (!occurrence.transformations.includes('quote-doubling')) return undefined;
  const { value } = occurrence.input;
  const shift = text.startsWith(value, occurrence.start) ? 0 : 1;
  const start = occurrence.start + shift;
  if (!text.startsWith(value, start)) return undefined;
  return { input: occurrence.input, start, end: start + value.length, transformations: [] };
}
