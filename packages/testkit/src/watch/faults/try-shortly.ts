import { test } from 'node:test';
import { faultTrials } from './trials.ts';

/** Tests one of the trials, as often as a test has time for. */
export function tryShortly(name: string): void {
  const trial = faultTrials.find((one) => one.name === name);
  if (trial === undefined) throw new Error(`there is no trial ${name}`);
  const { title, short: times, missing, run } = trial;
  void test(title, { skip: missing ?? false }, async (t) => {
    t.diagnostic(await run({ times, progress: (words) => t.diagnostic(words) }));
  });
}
