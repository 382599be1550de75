import type { Generated } from 'kysely';
import type { Day, DefaultTime, Json, Time } from './columns.ts';

interface ReportsTable {
  id: string;
  app_id: string;
  environment: string;
  kind: string;
  target: string;
  digest: Buffer;
  commit: string | null;
  castellan: string;
  rules_digest: string;
  is_whole: boolean;
  time: Time;
  received_at: DefaultTime;
  findings: number;
  practices: Json<unknown>;
}

export interface RuleSaysTable {
  app_id: string;
  kind: string;
  target: string;
  rule: string;
  practice: string;
  status: string;
  reason: string;
  title: string | null;
  controls: string[];
  attestation: Json<unknown> | null;
  at: Time;
  since: Time;
}

export interface WorkItemsTable {
  id: string;
  app_id: string;
  origin: string;
  kind: string | null;
  target: string | null;
  fingerprint: string | null;
  incident_id: string | null;
  rule: string;
  practice: string | null;
  severity: string;
  priority: string;
  priority_rank: number;
  title: string;
  advice: string;
  shown_by: Generated<string[]>;
  place: string | null;
  state: Generated<string>;
  assignee_id: string | null;
  due_at: Time;
  accepted_reason: string | null;
  accepted_by: string | null;
  accepted_until: Day | null;
  opened_at: DefaultTime;
  updated_at: DefaultTime;
  seen_at: Time;
  reopened: Generated<number>;
  told_overdue_at: Time | null;
}

interface WorkSettingsTable {
  is_only: Generated<boolean>;
  critical_days: Generated<number>;
  high_days: Generated<number>;
  medium_days: Generated<number>;
  low_days: Generated<number>;
  stale_days: Generated<number>;
  default_assignee: string | null;
}

export interface ReplaysTable {
  id: string;
  item_id: string;
  started_at: DefaultTime;
  started_by: string;
  ends_at: Time;
  input: string;
  outcome: Generated<string>;
  seen: Generated<number>;
}

export interface ExceptionProposalsTable {
  id: string;
  item_id: string;
  detection: string;
  route: string;
  input: string;
  reason: string;
  until: Day;
  diff: string;
  after_text: string;
  state: Generated<string>;
  asked_by_id: string;
  asked_by: string;
  asked_at: DefaultTime;
  decided_by: string | null;
  decided_at: Time | null;
}

/** Tables of reports, practices and work. */
export interface WorkSchema {
  reports: ReportsTable;
  rule_says: RuleSaysTable;
  practice_says: {
    app_id: string;
    kind: string;
    target: string;
    practice: string;
    status: string;
    expression: string;
    at: Time;
  };
  practice_states: {
    app_id: string;
    practice: string;
    status: string;
    since: Time;
    evidence_at: Time | null;
  };
  practice_changes: { app_id: string; practice: string; at: Time; status: string };
  work_items: WorkItemsTable;
  work_notes: {
    id: string;
    item_id: string;
    at: DefaultTime;
    author: string;
    kind: string;
    text: string;
  };
  work_settings: WorkSettingsTable;
  replays: ReplaysTable;
  exception_proposals: ExceptionProposalsTable;
  evidence_key: {
    is_only: Generated<boolean>;
    public_key: string;
    private_key: Buffer;
    created_at: DefaultTime;
  };
}
