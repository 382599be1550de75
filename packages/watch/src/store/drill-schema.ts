import type { DefaultTime, Json, Time } from './columns.ts';

/** What the app said to the request of a drill. */
export interface DrillAnswer {
  readonly status?: number | undefined;
  readonly tookMs: number;
  /** Why there was none. */
  readonly problem?: string | undefined;
}

export interface DrillsTable {
  id: string;
  app_id: string;
  way: string;
  /** Where its request goes. */
  target: string | null;
  /** The one channel that is to be told. */
  channel_id: string | null;
  started_by: string;
  started_at: DefaultTime;
  gives_up_at: Time;
  sent_at: Time | null;
  answer: Json<DrillAnswer> | null;
  event_at: Time | null;
  incident_at: Time | null;
  environment: string | null;
  disposition: string | null;
  ended_at: Time | null;
  outcome: string | null;
  /** What came of each step, as it stood at the end. */
  report: Json<unknown> | null;
}

export interface DrillSchema {
  drills: DrillsTable;
}
