import type { HoleKind } from '../analysis/attack/record.ts';
import type { LoginFile } from './sessions/login-file.ts';
import type { SensorServer } from './wire/sensor-server.ts';

/** What a run may do, and with what. */
export interface AttackOptions {
  readonly origin: URL;
  /** The address behind the origin, judged to be the operator's own. */
  readonly address: string;
  /** What reports call the app; its origin when left out. */
  readonly name?: string;
  readonly version: string;
  readonly sensor?: SensorServer;
  readonly requestsPerSecond: number;
  readonly maxMs: number;
  /** Without it nothing but GET, HEAD and OPTIONS is sent. */
  readonly mayChangeState: boolean;
  /** Headers of the first session, and of another user's. */
  readonly sessions: readonly Readonly<Record<string, string>>[];
  /** Kinds of holes to look for; all when left out. */
  readonly kinds?: readonly HoleKind[];
  /** Routes to attack, by their beginnings; all when left out. */
  readonly routes?: readonly string[];
  /** How users sign in: takes the place of `sessions`. */
  readonly login?: LoginFile;
  /** An OpenAPI document, or the path at which the app gives it. */
  readonly openApi?: { readonly document: unknown } | { readonly path: string };
  readonly har?: unknown;
  readonly isInContinuousIntegration: boolean;
  /** Ends the run where it is. */
  readonly signal?: AbortSignal;
  readonly onStep?: (what: string, done: number, all: number) => void;
}
