/** How many tests of a step passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, in full: the end of a long run tells it again. */
  readonly failures: readonly string[];
}

/** A check that is one test of its own. */
export const onePassed: Tally = { passed: 1, failed: 0, skipped: 0, failures: [] };
export const oneSkipped: Tally = { passed: 0, failed: 0, skipped: 1, failures: [] };

/** A check that is one test of its own and failed, and how that is told. */
export function oneFailed(failure: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
}

/** All tests of several tallies. */
export function sum(tallies: readonly Tally[]): Tally {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const tally of tallies) {
    passed += tally.passed;
    failed += tally.failed;
    skipped += tally.skipped;
  }
  return { passed, failed, skipped, failures: tallies.flatMap(({ failures }) => failures) };
}

/** The one line that ends a run: `12 passed, 0 failed, 1 skipped`. */
export function tallyLine({ passed, failed, skipped }: Omit<Tally, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The tally in the last line of `output` that has the form of `tallyLine`, with the failures before it. */
export function lastTally(output: string): Tally | undefined {
  const lines = output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm);
  const last = [...lines].at(-1);
  if (!last) return undefined;
  return {
    passed: Number(last[1]),
    failed: Number(last[2]),
    skipped: Number(last[3] ?? 0),
    failures: failuresIn(output),
  };
}

/** What a command's end amounts to: its own tally, made a failure when it ended badly without one. */
export function tallyOf(result: { readonly code: number; readonly output: string }): Tally {
  const tally = lastTally(result.output);
  if (!tally) return result.code === 0 ? onePassed : oneFailed(endOf(result.output));
  if (result.code === 0 || tally.failed > 0) return tally;
  return { ...tally, failed: 1, failures: [...tally.failures, endOf(result.output)] };
}

/** What `reporter.ts` says of each test that failed: its place, and indented below it the error. */
function failuresIn(output: string): string[] {
  return (output.match(/^✖ .*:\d+ .*(?:\n {4}.*)*/gm) ?? []).map((failure) => failure.trimEnd());
}

/** As much of an output's end as tells what went wrong; errors are not in it, they were shown as they came. */
export function endOf(output: string): string {
  return output.trimEnd().split('\n').slice(-30).join('\n') || 'what failed is told above';
}
