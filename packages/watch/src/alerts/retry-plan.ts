/** Seconds to wait after the first, second… failure: about eight hours in all. */
const waits = [10, 30, 60, 300, 900, 1_800, 3_600, 7_200, 14_400];
/** A service that asks for longer is asked again after this all the same. */
export const longestWait: number = Math.max(...waits);

/** When to try again after so many tries, in seconds; `undefined` when that was the last. */
export function waitAfter(tries: number, asked: number | undefined): number | undefined {
  const planned = waits[tries - 1];
  return planned === undefined ? undefined : Math.min(longestWait, Math.max(planned, asked ?? 0));
}
