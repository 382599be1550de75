import type { SinkKind } from '../sinks/sink-kind.ts';
import type { Confidence, Severity } from '../vocabulary/severity.ts';
import type { Transformation } from '../vocabulary/transformation.ts';
import type { Disposition, Mode, Outcome } from '../vocabulary/verdict.ts';

/** Who was signed in, as the app or its sign-in library told. */
export interface FindingUser {
  /** The app's own id, or a keyed hash of it where the app wants no ids to leave it. */
  readonly id: string;
  readonly name?: string;
}

/** The request during which a finding was made. Paths are redacted. */
export interface FindingRequest {
  readonly id: string;
  readonly method: string;
  /** The route's pattern where the framework tells it: `/users/:id`. */
  readonly route?: string;
  readonly path: string;
  /** Address of the client as the app sees it. */
  readonly address?: string;
  readonly userAgent?: string;
  readonly user?: FindingUser;
  /** Tells one session, bearer token or API key from another; nothing leads back to it. */
  readonly tokenFingerprint?: string;
}

/** The untrusted value at fault, redacted. */
export interface FindingInput {
  /** Where it stood in the request: `body.user.name`. */
  readonly path: string;
  readonly excerpt: string;
  readonly transformations: readonly Transformation[];
}

/** The dangerous API that was called. */
export interface FindingSink {
  readonly library: string;
  readonly api: string;
  readonly kind: SinkKind;
}

/** The stretch of the call that shows the harm, within a redacted excerpt of the call's text. */
export interface FindingSpan {
  readonly excerpt: string;
  /** UTF-16 code units in `excerpt`, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A place in source code. Lines and columns count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function?: string;
  /** True when a source map led here from the code that ran. */
  readonly sourceMapped: boolean;
}

/** One verdict on one call, or `count` alike, as it is stored and shown. */
export interface Finding {
  readonly version: 1;
  /** UUID. A `BlockedError` carries it as `findingId`. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly app: string;
  readonly environment: string;
  /** The process that reports: unique among the app's processes. */
  readonly instance: string;
  readonly detection: string;
  readonly outcome: Outcome;
  readonly confidence: Confidence;
  readonly severity: Severity;
  readonly disposition: Disposition;
  readonly mode: Mode;
  readonly cwe: number;
  /** Ids of handbook practices, such as `C3`. */
  readonly practices: readonly string[];
  /** Ids of controls, such as `asvs5:1.2.4`. */
  readonly controls: readonly string[];
  /** One sentence: what the input did to the call. */
  readonly reason: string;
  /** Absent for work that no request started. */
  readonly request?: FindingRequest;
  readonly input: FindingInput;
  readonly sink: FindingSink;
  readonly span: FindingSpan;
  /** The app's own line that made the call. */
  readonly location?: SourceLocation;
  /** The app's frames, innermost first. */
  readonly stack: readonly SourceLocation[];
  /** What to write instead. */
  readonly advice: string;
  /** How many like it this one stands for, itself included. */
  readonly count: number;
  /** Mark of the drill that made it: no attack, but a team that looks whether it would be told of one. */
  readonly drill?: string;
}
