import type { Generated } from 'kysely';
import type { Count, DefaultTime, Json, Time } from './columns.ts';

/** What can be sent on. */
export type ForwardSource = 'event' | 'incident' | 'audit';

export interface DestinationsTable {
  id: string;
  name: string;
  kind: string;
  settings: Json<Record<string, unknown>>;
  secrets: Buffer | null;
  sources: string[];
  is_paused: Generated<boolean>;
  created_at: DefaultTime;
  created_by: string;
  /** Everything up to this number of the log was sent. */
  cursor_seq: Count;
  next_at: DefaultTime;
  failures: Generated<number>;
  sent: Generated<number>;
  /** What the receiver does not take, however often it is sent. */
  refused: Generated<number>;
  /** What was too old to be sent when it could have been. */
  dropped: Generated<number>;
  sent_at: Time | null;
  problem: string | null;
  problem_at: Time | null;
}

interface ForwardLogTable {
  id: Generated<number>;
  /** `null` until it is numbered. */
  seq: Count | null;
  source: ForwardSource;
  ref: string;
  /** Of an event: half of its key. */
  at: Time | null;
  /** Of an incident: what happened to it. */
  cause: string | null;
  logged_at: DefaultTime;
}

export interface ForwardSchema {
  destinations: DestinationsTable;
  forward_log: ForwardLogTable;
}
