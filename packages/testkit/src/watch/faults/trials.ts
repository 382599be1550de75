import { withoutDebian } from '@castellan/watch/case-postgres';
import type { TrialRun } from './fleet.ts';
import { trySpool } from './spool.ts';
import { tryTwoServers } from './two-servers.ts';

/** Harm that is done to watch as users have it, through its API alone. */
export interface FaultTrial {
  readonly name: string;
  readonly title: string;
  /** How often in a test. */
  readonly short: number;
  /** Why it cannot be tried here. */
  readonly missing: string | undefined;
  /** Resolves with figures in words; rejects with what does not hold. */
  readonly run: (run: TrialRun) => Promise<string>;
}

/** Tried shortly by a test, and for long by bench/faults-watch. */
export const faultTrials: readonly FaultTrial[] = [
  {
    name: 'servers',
    title:
      'two servers on one store, one killed with -9: what was taken in is told, forwarded and seen at both',
    short: 2,
    missing: withoutDebian,
    run: tryTwoServers,
  },
  {
    name: 'spool',
    title:
      'what an app found while watch was away is delivered once and in order; what a full spool loses is counted',
    short: 1,
    missing: undefined,
    run: trySpool,
  },
];
