import type { Confidence, Outcome, Severity } from '@castellan/core';
import type { Inputs, Occurrence } from '../context/inputs.ts';
import type { SinkCall } from './sink-call.ts';

/** What a detector says of one sink call. No verdict means: nothing untrusted did anything here. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly confidence: Confidence;
  /** The input at fault and where it stands in the call's text. */
  readonly occurrence: Occurrence;
  /** The exact stretch of the call's text that shows the harm; UTF-16 code units, `end` exclusive. */
  readonly span: { readonly start: number; readonly end: number };
  /** One English sentence: what the input did to the call. Never holds the payload. */
  readonly reason: string;
}

/** What a detection is, for reports, documentation and the registry. */
export interface DetectionMeta {
  /** Folder name and stable id, e.g. `sql-injection`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** CWE number that names the weakness, e.g. 89. */
  readonly cwe: number;
  /** Handbook practices that it serves, e.g. `['C3', 'P1']`. */
  readonly practices: readonly string[];
  /** Control ids in `standard:requirement` form, e.g. `asvs5:1.2.4`. */
  readonly controls: readonly string[];
  /** The kinds of sink call that it judges. */
  readonly judges: readonly SinkCall['kind'][];
  /** What to write instead, as one or two sentences and a line of code. */
  readonly advice: string;
}

/** One attack: pure functions over a call and the request's inputs, no I/O, no throw expected. */
export interface Detection<Call extends SinkCall = SinkCall> {
  readonly meta: DetectionMeta;
  inspect(call: Call, inputs: Inputs): Verdict | undefined;
  /**
   * The cheap test that judges a call when `inspect` threw or ran out of its budget: tiny, no
   * lexer, errs on the side of calling an input that holds structure an attack.
   */
  inspectConservatively(call: Call, inputs: Inputs): Verdict | undefined;
  /**
   * Judges a call that no input explains while some of the request's text was not read: an attack when
   * the call holds what only an attack is likely to have put there. Not asked about known calls.
   * `isFamiliar` tells which traits the app's own calls have.
   */
  inspectUnread?(call: Call, isFamiliar: (trait: string) => boolean): Verdict | undefined;
  /**
   * What of a call an attack may have put there as well as the app. Of clean calls of requests that
   * were read whole it is remembered as the app's own.
   */
  traitsOf?(call: Call): readonly string[];
}
