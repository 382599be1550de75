/**
 * Flags of `node --test` without which one test that waits for ever, or leaves something open, keeps
 * the whole run from ending.
 */
export const testLimits: readonly string[] = [
  '--test-timeout=300000',
  `--import=${new URL('./end-what-hangs.ts', import.meta.url).href}`,
];

/** Milliseconds that one step may take, should a file hang before its first test. */
export const stepLimitMs: number = 20 * 60_000;
