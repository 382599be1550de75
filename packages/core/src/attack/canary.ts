const lead = 'zq';
const trail = 'qz';
const base = 36;
const digits = 4;

/** Finds canaries in a text, whatever case an app has put them in. */
export const canaryPattern: RegExp = /zq[0-9a-z]{8}qz/gi;

/**
 * A value that means nothing anywhere: letters and digits alone, short enough for a narrow column, and
 * found again wherever it comes to light. `run` are four such characters; `number` names the input.
 */
export function canaryOf(run: string, number: number): string {
  return `${lead}${run}${number.toString(base).padStart(digits, '0')}${trail}`;
}

/** Every canary in a text, in lower case, each once. */
export function canariesIn(text: string): readonly string[] {
  return [...new Set(text.match(canaryPattern)?.map((one) => one.toLowerCase()))];
}
