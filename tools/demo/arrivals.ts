import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '@castellan/core';
import type { RunningConsole } from './console.ts';
import { readFindings } from './explain.ts';
import type { Terminal } from './terminal.ts';
import type { Trial } from './trial.ts';

/** Guard folds what is alike for ten seconds before it passes on how often that was. */
const WITHIN_MS = 20_000;

/** What came into the console of what guard found. */
export interface Arrivals {
  /** Requests that guard refused, as the demo saw them. */
  readonly refused: number;
  /** Blocks that the console holds. */
  readonly blocked: number;
  /** Findings that the console holds of what guard only noted. */
  readonly noted: number;
  /** True when the console holds every refusal, and every finding of guard's own file. */
  readonly isWhole: boolean;
}

/** Waits until everything has arrived, for a while. */
export async function awaitArrivals(
  console: Pick<RunningConsole, 'events'>,
  findingsFile: string,
  trials: readonly Trial[],
  stopped: AbortSignal,
): Promise<Arrivals> {
  const refused = trials.filter(({ guarded }) => guarded?.findingId !== undefined).length;
  for (const until = Date.now() + WITHIN_MS; ; await pause(250)) {
    const stored = tally((await console.events()).map(({ finding }) => finding));
    const written = tally(await readFindings(findingsFile));
    const { blocked, noted } = stored;
    const isWhole = blocked === refused && blocked === written.blocked && noted === written.noted;
    if (isWhole || stopped.aborted || Date.now() > until) {
      return { refused, blocked, noted, isWhole };
    }
  }
}

/** The arrivals in words. */
export function arrivalLine(arrivals: Arrivals, { paint }: Terminal): string {
  const { refused, blocked, noted, isWhole } = arrivals;
  const verdict = isWhole
    ? paint(['green', 'bold'], 'In the console too')
    : paint(['red', 'bold'], 'Not all is in the console');
  const also = noted === 0 ? '' : `, and ${noted} more that guard only noted`;
  return `${verdict}: ${blocked} of ${refused} blocks${also}.`;
}

function tally(findings: readonly Finding[]): { blocked: number; noted: number } {
  const sum = { blocked: 0, noted: 0 };
  for (const { disposition, count } of findings) {
    sum[disposition === 'blocked' ? 'blocked' : 'noted'] += count;
  }
  return sum;
}
