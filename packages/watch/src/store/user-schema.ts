import type { Generated } from 'kysely';
import type { Count, Time } from './columns.ts';

export interface UsersTable {
  app_id: string;
  user_id: string;
  name: string | null;
  first_seen: Time;
  last_seen: Time;
  events: Count;
  blocked: Count;
  /** What `riskOf` gives: orders users at any time. */
  risk: Generated<number>;
  told_score: number | null;
  told_at: Time | null;
}

export interface UserSourcesTable {
  app_id: string;
  user_id: string;
  kind: string;
  value: string;
  first_seen: Time;
  last_seen: Time;
  events: Count;
}

export interface UserSignalsTable {
  app_id: string;
  user_id: string;
  kind: string;
  subject: string;
  points: number;
  at: Time;
  times: Count;
  /** Of attacks, the worst. */
  severity: string | null;
}

interface UserRiskRisesTable {
  id: Generated<number>;
  app_id: string;
  user_id: string;
  at: Time;
  score_before: number;
  score: number;
}

export interface UserRiskSettingsTable {
  is_only: Generated<boolean>;
  threshold: number;
  critical_points: number;
  high_points: number;
  medium_points: number;
  low_points: number;
  attacker_address_points: number;
  token_elsewhere_points: number;
  network_points: number;
  weakness_points: number;
  half_life_days: number;
}

/** What is known of the users of apps. */
export interface UserSchema {
  users: UsersTable;
  user_sources: UserSourcesTable;
  user_signals: UserSignalsTable;
  user_scores: { app_id: string; user_id: string; hour: Time; score: number };
  incident_users: { incident_id: string; user_id: string; events: Count };
  user_risk_rises: UserRiskRisesTable;
  user_risk_settings: UserRiskSettingsTable;
}
