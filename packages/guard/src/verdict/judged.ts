import type { RequestContext } from '../context/request-context.ts';
import type { Detection, Verdict } from '../detections/detection.ts';
import type { SinkCall } from '../detections/sink-call.ts';

/** Where in which library a call was seen; one constant object per wrapped function. */
export interface SinkPoint {
  /** Package or builtin, e.g. `pg`, `node:fs`. */
  readonly library: string;
  /** Function as the app's author knows it, e.g. `Client.query`. */
  readonly api: string;
  /** Mark of the drill for which the call was made up. */
  readonly drill?: string;
}

/** A verdict with all that a finding needs. */
export interface Judged {
  readonly context: RequestContext;
  readonly point: SinkPoint;
  readonly call: SinkCall;
  readonly detection: Detection;
  readonly verdict: Verdict;
}
