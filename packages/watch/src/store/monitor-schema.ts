import type { ColumnType, Generated } from 'kysely';
import type { DefaultTime, Json, Time } from './columns.ts';

/** Scheduled looks at the outside. */
export interface MonitorsTable {
  id: string;
  name: string;
  kind: string;
  settings: Json<Record<string, unknown>>;
  is_paused: Generated<boolean>;
  created_at: DefaultTime;
  created_by: string;
  next_at: DefaultTime;
  state: Generated<string>;
  state_since: DefaultTime;
  step: string | null;
  seen: string | null;
  seen_count: Generated<number>;
  /** Of the token that others ping it with. */
  token_hash: Buffer | null;
  remembered: Json<unknown> | null;
  checked_at: Time | null;
  summary: string | null;
  facts: ColumnType<readonly { name: string; value: string }[], string | undefined, string>;
}

/** What others told a monitor of. */
export interface MonitorPingsTable {
  monitor_id: string;
  kind: string;
  at: DefaultTime;
  /** The driver gives a bigint as text. */
  bytes: ColumnType<string | null, number | null, never>;
}
