import type { PracticeId } from '../handbook/practice-ids.ts';
import type { Confidence, Severity } from '../vocabulary/severity.ts';
import type { HostState } from './host-state-type.ts';

/** What is known of a rule or practice. `error` is a fault of ours and never a pass. */
export const practiceStatuses = [
  'pass',
  'fail',
  'not-applicable',
  'unknown',
  'attested',
  'error',
] as const;
export type PracticeStatus = (typeof practiceStatuses)[number];

/** What a report of check may be about. */
export const reportKinds = ['repository', 'site', 'host', 'domain', 'image', 'app'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** The most that a report may hold when it is sent; `bytes` of its JSON. */
export const reportLimits = { bytes: 8_388_608, findings: 5_000, rules: 500, text: 4_096 } as const;

/** What one rule said, with what it is about where the sender knows its rules. */
export interface SentRule {
  readonly rule: string;
  readonly practice: PracticeId;
  readonly status: PracticeStatus;
  readonly reason: string;
  readonly attestation?: {
    readonly statement: string;
    readonly by: string;
    readonly date: string;
    readonly until: string;
  };
  readonly title?: string;
  /** Ids of controls, such as `asvs5:1.2.4`. */
  readonly controls?: readonly string[];
}

/** One thing that is wrong, as far as the team's console keeps it. */
export interface SentFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly practice: PracticeId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly fix: string;
  /** Command lines that show it, in order, for a POSIX shell. */
  readonly shownBy?: readonly string[];
  readonly file?: string;
  readonly line?: number;
  readonly isNew: boolean;
  readonly acceptance?: { readonly reason: string; readonly owner: string; readonly until: string };
}

/** A report of `castellan check` as watch takes it: what `--json` prints, and it may know more of its rules. */
export interface SentReport {
  readonly version: 1;
  readonly castellan: string;
  readonly rulesDigest: string;
  readonly target: string;
  readonly kind: ReportKind;
  readonly commit?: string;
  readonly isWhole: boolean;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly practices: readonly {
    readonly practice: PracticeId;
    readonly status: PracticeStatus;
    readonly expression: string;
  }[];
  readonly rules: readonly SentRule[];
  readonly findings: readonly SentFinding[];
  /** Of a host: what is compared from one look to the next. */
  readonly hostState?: HostState;
}

/** What watch says of a report that it took. */
export interface ReportAnswer {
  readonly id: string;
  /** The same report was there already, and nothing changed. */
  readonly isKnown: boolean;
  readonly opened: number;
  readonly reopened: number;
  readonly verified: number;
}
