import type { Confidence, Severity, SinkKind } from '@castellan/core';

/** What an attack run can prove. */
export const holeKinds = [
  'sql-injection',
  'nosql-injection',
  'command-injection',
  'argument-injection',
  'code-injection',
  'path-traversal',
  'ssrf',
  'xss',
  'open-redirect',
  'header-injection',
  'prototype-pollution',
  'isolation',
  'tokens',
  'unauthenticated',
  'csrf',
  'mass-assignment',
  'slow-expression',
] as const;
export type HoleKind = (typeof holeKinds)[number];

/** One request, just as it was sent. */
export interface SentRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What shows a hole when its requests are sent again. */
export type Oracle =
  /** Guard's own verdict on a call of such a sink. */
  | { readonly by: 'verdict'; readonly detections: readonly string[] }
  /** The app fetches an address of the run's own. */
  | { readonly by: 'call-back' }
  /** The answer's text holds this, and does not without the payload. */
  | { readonly by: 'text'; readonly text: string }
  /** The answer is a page in which this became an element or attribute. */
  | { readonly by: 'markup'; readonly name: string }
  /** The answer leads to this host. */
  | { readonly by: 'location'; readonly host: string }
  /** The answer has this header. */
  | { readonly by: 'header'; readonly name: string }
  /** Every object of the app has this property. */
  | { readonly by: 'pollution'; readonly name: string }
  /** It answers the first request otherwise than the second. */
  | { readonly by: 'difference' }
  /** What a user does, another site can do for them: sent as both, and as nobody. */
  | { readonly by: 'cross-site' }
  /**
   * The app takes over the field. Requests: without it, with it, what shows the object (`reads`), and
   * with the old value (`restores`).
   */
  | {
      readonly by: 'taken-over';
      readonly field: string;
      /** As JSON. */
      readonly value: string;
      readonly reads: boolean;
      readonly restores: boolean;
    }
  /** The expression takes far longer for the first request than for the second, whose text is as long. */
  | { readonly by: 'slow-expression'; readonly source: string }
  /** Cannot be sent again by a machine alone: it takes people's sessions. */
  | { readonly by: 'sessions' };

/** A hole, proven. */
export interface Hole {
  readonly kind: HoleKind;
  readonly method: string;
  /** As the framework wrote it: `/products/:slug`. */
  readonly route: string;
  /** The input at fault: `query.q`; absent where it is the route itself. */
  readonly input?: string;
  /** One sentence: what happened. */
  readonly reason: string;
  readonly severity?: Severity;
  readonly confidence: Confidence;
  readonly sink?: { readonly library: string; readonly api: string; readonly kind: SinkKind };
  /** The app's line that made the call. */
  readonly location?: { readonly file: string; readonly line: number; readonly column: number };
  /** What was seen: the statement, command line or answer, redacted. */
  readonly evidence: string;
  /** The requests that show it, first to last. */
  readonly requests: readonly SentRequest[];
  readonly oracle: Oracle;
  /** What guard in block mode does about it; absent where it was not asked. */
  readonly guard?: 'stops' | 'lets pass';
}

/** A route of the app, and whether it was attacked. */
export interface AttackedRoute {
  readonly method: string;
  readonly route: string;
  /** Who told of it: `app`, `openapi`, `har`, `crawl`. */
  readonly from: readonly string[];
  readonly inputs: readonly string[];
  /** Why it was not attacked. */
  readonly skipped?: string;
}

/** Everything that one attack run saw. */
export interface AttackRecord {
  /** The app's name where the run started it, since its port is another one each time; else its origin. */
  readonly target: string;
  readonly origin: string;
  /** True when guard told what became of the values. */
  readonly hasSensor: boolean;
  /** What the sensor itself does not see, and why. */
  readonly unseen: readonly string[];
  readonly isInContinuousIntegration: boolean;
  readonly requests: number;
  readonly elapsedMs: number;
  readonly routes: readonly AttackedRoute[];
  /** How many inputs each kind of hole was looked for in: those that reached such a sink. */
  readonly tried: Readonly<Partial<Record<HoleKind, number>>>;
  /** Sessions that the run was given, and how many sign-ins were compared. */
  readonly sessions: {
    readonly given: 0 | 1 | 2;
    readonly signIns: number;
    /** How many cookies the sign-in set; absent where nobody saw it. */
    readonly cookies?: number;
  };
  readonly holes: readonly Hole[];
  /** Why the run is not whole. */
  readonly unfinished?: string;
}
