import type { Inputs, Occurrence } from '../../context/inputs.ts';

/**
 * Finds the input that put a colon behind a drive's: on Windows it names another stream of a file
 * (`x.js::$DATA`), or a device before which `..` is not seen (`CON:../..`, CVE-2025-27210).
 */
export function findStreamName(text: string, inputs: Inputs): Occurrence | undefined {
  const from = /^(?:[\\/]{2}[?.][\\/])?[a-z]:/i.exec(text)?.[0].length ?? 0;
  if (!text.includes(':', from)) return undefined;
  return inputs
    .occurrencesIn(text)
    .find(({ start, end }) => text.slice(Math.max(start, from), end).includes(':'));
}
