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
  /** Settings that are sealed by the vault. */
  secrets: Buffer | null;
  remembered: Json<unknown> | null;
  /** What the last look saw, in the shape of what is remembered. */
  found: Json<unknown> | null;
  checked_at: Time | null;
  summary: string | null;
  acknowledged_at: Time | null;
  acknowledged_by: string | null;
  acknowledged_until: Time | null;
  acknowledged_reason: string | null;
  facts: ColumnType<readonly { name: string; value: string }[], string | undefined, string>;
}

/** How a host looked when it last told. */
export interface HostStatesTable {
  app_id: string;
  environment: string;
  host: string;
  received_at: DefaultTime;
  state: Json<unknown>;
}

/** What others told a monitor of. */
export interface MonitorPingsTable {
  monitor_id: string;
  kind: string;
  at: DefaultTime;
  /** The driver gives a bigint as text. */
  bytes: ColumnType<string | null, number | null, never>;
}
