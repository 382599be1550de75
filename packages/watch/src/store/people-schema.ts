import type { Generated } from 'kysely';
import type { Count, DefaultTime, Json, Time } from './columns.ts';

interface PeopleTable {
  id: string;
  email: string;
  name: string;
  /** `null`: they come in through the provider. */
  password_hash: string | null;
  role: string;
  apps: string[] | null;
  created_at: DefaultTime;
  disabled_at: Time | null;
  totp_secret: string | null;
  totp_pending: string | null;
  recovery_hashes: Generated<Buffer[]>;
  /** Of codes that were taken, in the order in which they were. */
  totp_used_steps: Generated<number[]>;
  /** Until when an owner may do without a second factor; `null`: not at all. */
  second_factor_due_at: Time | null;
  /** Made by the provider, whose groups say what role they have. */
  is_provided: Generated<boolean>;
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
  /** The provider said that it asked for a second factor. */
  has_provider_factor: Generated<boolean>;
  /** When the provider last said whose it is. */
  vouched_at: Time | null;
}

interface SignInProviderTable {
  is_only: Generated<boolean>;
  issuer: string;
  client_id: string;
  /** Sealed in the vault. */
  client_secret: Buffer | null;
  label: string;
  is_on: boolean;
  counts_second_factor: boolean;
  rules: Json<unknown>;
  changed_at: DefaultTime;
}

interface ProviderLinksTable {
  id: string;
  person_id: string;
  issuer: string;
  subject: string;
  email: string;
  created_at: DefaultTime;
  used_at: Time | null;
}

interface ProviderAttemptsTable {
  hash: Buffer;
  purpose: string;
  /** Of the cookie of the browser that went to the provider. */
  holder_hash: Buffer;
  person_id: string | null;
  created_at: DefaultTime;
}

/** Who may come in, and by what. */
export interface PeopleSchema {
  people: PeopleTable;
  passkeys: PasskeysTable;
  passkey_challenges: PasskeyChallengesTable;
  sessions: SessionsTable;
  sign_in_provider: SignInProviderTable;
  provider_links: ProviderLinksTable;
  provider_attempts: ProviderAttemptsTable;
}
