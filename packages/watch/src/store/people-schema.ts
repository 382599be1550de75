import type { Generated } from 'kysely';
import type { Count, DefaultTime, Time } from './columns.ts';

interface PeopleTable {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  role: string;
  apps: string[] | null;
  created_at: DefaultTime;
  disabled_at: Time | null;
  totp_secret: string | null;
  totp_pending: string | null;
  recovery_hashes: Generated<Buffer[]>;
  totp_last_step: Generated<number>;
  /** Until when an owner may do without a second factor; `null`: not at all. */
  second_factor_due_at: Time | null;
}

export interface PasskeysTable {
  id: string;
  person_id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: Count;
  transports: string[];
  name: string;
  created_at: DefaultTime;
  used_at: Time | null;
}

interface PasskeyChallengesTable {
  hash: Buffer;
  purpose: string;
  /** Of the session, or of the cookie of somebody who is not signed in yet. */
  holder_hash: Buffer;
  created_at: DefaultTime;
}

interface SessionsTable {
  hash: Buffer;
  person_id: string;
  created_at: DefaultTime;
  seen_at: DefaultTime;
  expires_at: Time;
  address: string;
  user_agent: string;
}

/** Who may come in, and by what. */
export interface PeopleSchema {
  people: PeopleTable;
  passkeys: PasskeysTable;
  passkey_challenges: PasskeyChallengesTable;
  sessions: SessionsTable;
}
