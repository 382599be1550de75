import type { PracticeId } from '@castellan/core';
import type { CheckReport } from '../engine/report-type.ts';

/**
 * What became of a fix: `planned` is held to be good and not written, `undone` did not make its finding
 * go away or made another, `refused` did not fit, `asks` needs something that only people know.
 */
export const fixStates = ['planned', 'applied', 'undone', 'refused', 'asks'] as const;
export type FixState = (typeof fixStates)[number];

/** One fix and the findings that it is for. */
export interface Fix {
  readonly rule: string;
  readonly practice: PracticeId;
  readonly fingerprints: readonly string[];
  readonly title: string;
  readonly files: readonly string[];
  readonly state: FixState;
  /** Why it was undone or refused, or what is asked for. */
  readonly reason?: string;
  /** What a person must do to complete it. */
  readonly afterwards?: string;
  /** What must be run before it works. */
  readonly command?: string;
}

/** A file as a fix leaves it. */
export interface FileChange {
  readonly path: string;
  /** Absent for a new file. */
  readonly before?: string;
  readonly after: string;
  readonly isExecutable: boolean;
}

/** Everything that one run of `--fix` or `init` says. */
export interface FixReport {
  readonly version: 1;
  readonly castellan: string;
  readonly target: string;
  readonly isDryRun: boolean;
  readonly fixes: readonly Fix[];
  readonly files: readonly {
    readonly path: string;
    readonly isNew: boolean;
    /** Unified diff. */
    readonly diff: string;
  }[];
  /** How things stand now. */
  readonly report: CheckReport;
}
