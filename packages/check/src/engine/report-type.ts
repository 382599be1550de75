import type { Confidence, PracticeId, Severity } from '@castellan/core';
import type { CodeFrame } from '../analysis/code-frame.ts';
import type { FlowStep } from '../analysis/taint/code-facts.ts';
import type { Target } from '../rules/rule.ts';

/** What is known of a rule or practice. `error` is a fault of ours and never a pass. */
export const statuses = ['pass', 'fail', 'not-applicable', 'unknown', 'attested', 'error'] as const;
export type Status = (typeof statuses)[number];

/** Who accepted a finding, why, and until when. */
interface Acceptance {
  readonly reason: string;
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Who says so where no machine can see. */
export interface Attestation {
  readonly statement: string;
  readonly by: string;
  readonly date: string;
  readonly until: string;
}

/** One thing that is wrong. */
export interface CheckFinding {
  /** Stays the same when lines move. */
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
  readonly column?: number;
  readonly frame?: CodeFrame;
  /** How a value gets there, from where it enters. */
  readonly steps?: readonly FlowStep[];
  /** Other lines of the file that the same value gets to. */
  readonly alsoAt?: readonly number[];
  /** True when `check --fix` has a patch for it that needs no more to be told or allowed. */
  readonly isFixable?: boolean;
  /** False when the baseline holds it. */
  readonly isNew: boolean;
  readonly acceptance?: Acceptance;
}

/** What one rule said. */
export interface RuleOutcome {
  readonly rule: string;
  readonly practice: PracticeId;
  readonly status: Status;
  /** The fact that it rests on, what it needs, or what broke. */
  readonly reason: string;
  readonly attestation?: Attestation;
  readonly elapsedMs: number;
}

/** What follows for one of the 41. */
export interface PracticeOutcome {
  readonly practice: PracticeId;
  readonly status: Status;
  /** How the status follows from rules: `all of secrets/tree, secrets/staged`. */
  readonly expression: string;
  /** Who answers for what no rule judges of it. */
  readonly attestation?: Attestation;
}

/** What came and went since the baseline that was given. */
export interface Trend {
  /** When the report was made that was the baseline, ISO 8601. */
  readonly since?: string;
  /** Open findings that it does not hold. */
  readonly new: number;
  /** Open findings that it holds. */
  readonly known: number;
  /** Findings of it that are not there any more. */
  readonly gone: number;
  /** Practices that stand otherwise now; known only when a whole report was the baseline. */
  readonly practices: readonly {
    readonly practice: PracticeId;
    readonly from: Status;
    readonly to: Status;
  }[];
}

/** Which facts were looked at. */
export interface EvidenceNote {
  readonly name: string;
  readonly status: 'available' | 'unavailable' | 'broken';
  /** Where from, or why not. */
  readonly origin: string;
  readonly time?: string;
  readonly elapsedMs?: number;
}

/** Everything that one run says; each printer shows this one object. */
export interface CheckReport {
  readonly version: 1;
  readonly castellan: string;
  /** Digest of the rules: the same digest judges alike. */
  readonly rulesDigest: string;
  readonly target: string;
  readonly kind: Target;
  readonly commit?: string;
  /** False when only some of the rules about such a target were chosen: other practices are unknown then. */
  readonly isWhole: boolean;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly elapsedMs: number;
  readonly practices: readonly PracticeOutcome[];
  readonly rules: readonly RuleOutcome[];
  /** Worst first. */
  readonly findings: readonly CheckFinding[];
  readonly evidence: readonly EvidenceNote[];
  /** Present when a baseline was given. */
  readonly trend?: Trend;
  readonly gate: {
    /** Fingerprints that fail the build. */
    readonly failing: readonly string[];
    /** Why the run is not whole; empty when it is. */
    readonly incomplete: readonly string[];
    /** From where on a new finding fails, when the team set it. */
    readonly severity?: Severity;
    readonly confidence?: Confidence;
  };
  /** 0 clean, 1 the gate failed, 3 the run is not whole. */
  readonly exitCode: 0 | 1 | 3;
}
