import type { Inventory } from './inventory-type.ts';

/** Whether calls through a library are judged. */
export const coverageStatuses = ['protected', 'unprotected', 'not-loaded'] as const;
export type CoverageStatus = (typeof coverageStatuses)[number];

/** Where guard meets a library: in Node itself, in the package's code, or at the socket. */
export const coverageLayers = ['builtin', 'package', 'wire'] as const;
export type CoverageLayer = (typeof coverageLayers)[number];

/** What guard covers of one library. */
export interface Coverage {
  readonly library: string;
  readonly version: string;
  /** Directory of the installed copy; absent for Node's own modules. */
  readonly path?: string;
  readonly status: CoverageStatus;
  readonly layer: CoverageLayer;
  /** Why it is not protected. */
  readonly cause?: string;
}

/** Counts since the process started. */
export interface HeartbeatCounters {
  /** Detections that threw or ran out of budget. */
  readonly faults: number;
  readonly inspections: number;
  readonly blocks: number;
  /** Requests refused at the door, by a decision about who sent them. */
  readonly turnedAway: number;
  /** Requests of which a cap left some unread. */
  readonly truncated: number;
  /** Findings that could not be kept. */
  readonly lost: number;
}

/** A false alarm that the app's policy lets through until a day. */
export interface ExceptionUse {
  readonly detection: string;
  readonly route: string;
  readonly input: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
  /** Calls that went on because of it, since the process started. */
  readonly used: number;
}

/** A sign of life of one guarded process, with what it covers. */
export interface Heartbeat {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
  readonly nodeVersion: string;
  readonly guardVersion: string;
  readonly coverage: readonly Coverage[];
  /** Absent where the policy has none. */
  readonly exceptions?: readonly ExceptionUse[];
  readonly counters: HeartbeatCounters;
  /** Absent from guards of before, and in what is not sent to watch. */
  readonly inventory?: Inventory;
}
