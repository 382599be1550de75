import type { Outcome } from '@castellan/core';
import type { SinkCall } from './sink-call.ts';

/** What a request carried, by carrier. Query and form values may repeat. */
export interface CaseRequest {
  readonly path?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Readonly<Record<string, string>>;
  /** A parsed body: JSON value, form record or text. */
  readonly body?: unknown;
  /** A body as it came, for apps that read it themselves: form, multipart, JSON or other text. */
  readonly rawBody?: { readonly contentType: string; readonly text: string };
}

/** A call by a request of which some text was not read: what is said though no input explains it. */
export interface UnreadCase<Call extends SinkCall = SinkCall> {
  readonly name: string;
  readonly expect: 'attack' | 'benign';
  readonly call: Call;
  readonly idea: string;
}

/**
 * One labelled example: a request, the sink call that an app makes with it, and what must be said.
 * Cases are the detection's specification, its tests and its documentation.
 */
export interface DetectionCase<Call extends SinkCall = SinkCall> {
  /** Unique in its file, reads as a sentence. */
  readonly name: string;
  readonly expect: Outcome | 'benign';
  readonly request: CaseRequest;
  readonly call: Call;
  /** Where the idea comes from (CVE, paper, tool, documentation); never copied text. */
  readonly idea: string;
}
