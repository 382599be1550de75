import type { DrillAnswer } from '../store/drill-schema.ts';

/**
 * How the attack of a drill is made. `request`: watch sends it to the app. `own-request`: whoever starts
 * the drill sends it. `event`: watch makes the event itself, so that all but app and guard is tried.
 */
export const drillWays = ['request', 'own-request', 'event'] as const;
export type DrillWay = (typeof drillWays)[number];

/** `arrived`: everybody who should have been told was. `partly`: some were. `lost`: nobody was. */
export const drillOutcomes = ['arrived', 'partly', 'lost'] as const;
export type DrillOutcome = (typeof drillOutcomes)[number];

export const drillSteps = ['request', 'event', 'incident', 'queue'] as const;
type DrillStepName = (typeof drillSteps)[number];

export const drillStepStates = ['done', 'waiting', 'failed', 'skipped'] as const;

/** One step on the way from the attack to people. */
export interface DrillStep {
  name: DrillStepName;
  state: (typeof drillStepStates)[number];
  /** Since the attack was made. */
  atMs?: number | undefined;
  /** One sentence. */
  words: string;
}

export const drillChannelStates = [
  'waiting',
  'delivered',
  'held',
  'failing',
  'failed',
  'paused',
  'not-concerned',
] as const;
type DrillChannelState = (typeof drillChannelStates)[number];

/** What became of the drill on one channel. */
export interface DrillChannel {
  id: string;
  name: string;
  kind: string;
  state: DrillChannelState;
  /** Since the attack was made, until the service took the message. */
  atMs?: number | undefined;
  /** Of HTTP or SMTP, at the last try. */
  status?: number | undefined;
  /** Why it did not arrive, in words. */
  problem?: string | undefined;
}

/** What came of a drill, or has so far. */
export interface DrillReport {
  outcome?: DrillOutcome | undefined;
  /** What happened, in one or two sentences. */
  sentence: string;
  /** What to do about it; absent where all is well. */
  advice?: string | undefined;
  steps: DrillStep[];
  channels: DrillChannel[];
}

/** Everything that a report is made of. */
export interface DrillFacts {
  readonly way: DrillWay;
  readonly app: string;
  readonly startedAt: Date;
  readonly givesUpAt: Date;
  readonly now: Date;
  readonly sentAt: Date | undefined;
  readonly answer: DrillAnswer | undefined;
  readonly eventAt: Date | undefined;
  readonly incidentAt: Date | undefined;
  readonly queuedAt: Date | undefined;
  /** When a guarded process of the app was last heard of. */
  readonly guardSeenAt: Date | undefined;
  readonly channels: readonly DrillChannel[];
}
