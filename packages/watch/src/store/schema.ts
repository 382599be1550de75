import type { Finding, Heartbeat, RequestLimit } from '@castellan/core';
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Count, DefaultTime, Json, Time } from './columns.ts';
import type { DrillSchema } from './drill-schema.ts';
import type { ForwardSchema } from './forward-schema.ts';
import type { HourCells } from './hour-cells.ts';
import type { InventoryTables, StoredInventory } from './inventory-schema.ts';
import type { HostStatesTable, MonitorPingsTable, MonitorsTable } from './monitor-schema.ts';
import type { PeopleSchema } from './people-schema.ts';
import type { UserSchema } from './user-schema.ts';
import type { VendorSchema } from './vendor-schema.ts';
import type { WorkSchema } from './work-schema.ts';

export interface AppsTable {
  id: string;
  name: string;
  created_at: DefaultTime;
  retention_days: Generated<number>;
  max_bytes: Generated<number>;
  is_demo: Generated<boolean>;
  /** Where its team says that it may be sent the request of a drill. */
  address: string | null;
  /** That a drill is due. */
  told_drill_at: Time | null;
}

export interface TokensTable {
  id: string;
  kind: 'ingest' | 'api';
  hash: Buffer;
  hint: string;
  name: string;
  app_id: string | null;
  environment: string | null;
  role: string | null;
  apps: string[] | null;
  created_by: string | null;
  created_at: DefaultTime;
  expires_at: Time | null;
  used_at: Time | null;
  revoked_at: Time | null;
}

interface AuditTable {
  id: string;
  at: DefaultTime;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  address: string;
  act: string;
  subject: string;
  details: Json<Record<string, unknown>>;
}

interface EventsTable {
  at: Time;
  id: string;
  app_id: string;
  environment: string;
  instance: string;
  detection: string;
  outcome: string;
  severity: string;
  disposition: string;
  route: string;
  address: string | null;
  count: number;
  bytes: number;
  incident_id: string;
  user_id: string | null;
  received_at: DefaultTime;
  is_misdated: Generated<boolean>;
  country: string | null;
  asn: Count | null;
  drill_id: string | null;
  finding: Json<Finding>;
}

export interface IncidentsTable {
  id: string;
  app_id: string;
  environment: string;
  key: Buffer;
  detection: string;
  outcome: string;
  severity: string;
  severity_rank: number;
  route: string;
  actor: string;
  first_seen: Time;
  last_seen: Time;
  events: Count;
  blocked: Count;
  status: Generated<string>;
  updated_at: DefaultTime;
  reason: string;
  location: string | null;
  acknowledged_at: Time | null;
  acknowledged_by: string | null;
  campaign_id: string | null;
  merged_into: string | null;
  /** How a merged incident stood before; it stands so again when the merge is undone. */
  merged_status: string | null;
  /** Of its actor, as it was known when the incident began. */
  country: string | null;
  /** The drill that made it: no attack. */
  drill_id: string | null;
}

export interface AttackersTable {
  app_id: string;
  address: string;
  first_seen: Time;
  last_seen: Time;
  events: Count;
  blocked: Count;
  detections: string[];
  user_agents: string[];
}

export interface InstancesTable {
  app_id: string;
  environment: string;
  instance: string;
  first_seen: Time;
  seen_at: Time;
  node_version: string;
  guard_version: string;
  coverage: Json<Heartbeat['coverage']>;
  counters: Json<Heartbeat['counters']>;
  exceptions: ColumnType<NonNullable<Heartbeat['exceptions']>, string | undefined, string>;
  /** What stays the same while a process lives, and what it could not tell by name. */
  inventory: Json<StoredInventory> | null;
  packages_digest: string | null;
}

export interface DecisionsTable {
  id: string;
  app_id: string | null;
  action: string;
  actor_kind: string;
  actor_value: string;
  reason: string;
  includes_critical: boolean;
  created_at: DefaultTime;
  created_by: string;
  ends_at: Time;
  undone_at: Time | null;
  undone_by: string | null;
  request_limit: Json<RequestLimit> | null;
  playbook_id: string | null;
}

export interface PlaybooksTable {
  id: string;
  /** Names a ready one; `null` for one of the team's own. */
  ready: string | null;
  name: string;
  rule: Json<unknown>;
  is_on: boolean;
  created_at: DefaultTime;
  created_by: string;
}

export interface PlaybookFiringsTable {
  id: string;
  playbook_id: string;
  app_id: string | null;
  at: DefaultTime;
  actor_kind: string;
  actor_value: string;
  explanation: string;
  decision_id: string | null;
  /** Why nothing was decided about the actor although the playbook fired. */
  spared: string | null;
}

export interface CampaignsTable {
  id: string;
  app_id: string;
  environment: string;
  fingerprint: Buffer;
  detection: string;
  shape: string;
  user_agent: string;
  first_seen: Time;
  last_seen: Time;
  addresses: Generated<number>;
}

export interface CriticalNetworksTable {
  network: string;
  note: string;
  created_at: DefaultTime;
  created_by: string;
}

export interface ChannelsTable {
  id: string;
  name: string;
  kind: string;
  settings: Json<Record<string, unknown>>;
  secrets: Buffer | null;
  rules: Json<unknown>;
  is_paused: Generated<boolean>;
  created_at: DefaultTime;
  created_by: string;
  tokens: number;
  tokens_at: DefaultTime;
  summary_at: DefaultTime;
  reminded_at: DefaultTime;
}

export interface DeliveriesTable {
  id: string;
  channel_id: string;
  incident_id: string | null;
  cause: string;
  severity: string;
  title: string;
  alert: Json<unknown>;
  state: string;
  held_by: string | null;
  attempts: Generated<number>;
  failures: Generated<number>;
  due_at: DefaultTime;
  created_at: DefaultTime;
  finished_at: Time | null;
  status: number | null;
  problem: string | null;
  summary_id: string | null;
}

export interface SavedViewsTable {
  id: string;
  owner_id: string;
  created_by: string;
  created_at: DefaultTime;
  name: string;
  query: string;
  is_shared: boolean;
  is_pinned: boolean;
}

export interface Schema
  extends
    DrillSchema,
    ForwardSchema,
    InventoryTables,
    PeopleSchema,
    UserSchema,
    VendorSchema,
    WorkSchema {
  apps: AppsTable;
  setup_links: { hash: Buffer; created_at: DefaultTime };
  sign_in_links: { hash: Buffer; person_id: string; created_at: DefaultTime };
  security_settings: {
    is_only: Generated<boolean>;
    second_factor_for: Generated<'owners' | 'everybody'>;
  };
  tokens: TokensTable;
  audit: AuditTable;
  attempts: { key: string; count: number; resets_at: Time };
  events: EventsTable;
  incidents: IncidentsTable;
  attackers: AttackersTable;
  instances: InstancesTable;
  policy: { is_only: Generated<boolean>; version: Count };
  decisions: DecisionsTable;
  critical_networks: CriticalNetworksTable;
  playbooks: PlaybooksTable;
  playbook_firings: PlaybookFiringsTable;
  campaigns: CampaignsTable;
  channels: ChannelsTable;
  outbox: {
    id: Generated<number>;
    incident_id: string | null;
    cause: string;
    alert: Json<unknown> | null;
  };
  monitors: MonitorsTable;
  monitor_pings: MonitorPingsTable;
  host_states: HostStatesTable;
  monitor_looks: { monitor_id: string; at: Time; level: string; summary: string };
  deliveries: DeliveriesTable;
  saved_views: SavedViewsTable;
  rollup_pending: HourCells & { id: Generated<number>; stored: Count; bytes: Count };
  event_hours: HourCells;
  event_days: { app_id: string; day: Time; stored: Count; bytes: Count };
}

export type Store = Kysely<Schema>;
export type StoreTransaction = Transaction<Schema>;
