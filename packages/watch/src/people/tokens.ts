import { formatToken, tokenKindOf } from '@castellan/core';
import { sql } from 'kysely';
import { newId } from '../store/new-id.ts';
import type { Store } from '../store/schema.ts';
import { type AppScope, isSeen, rightsOf } from './app-scope.ts';
import type { Principal } from './principal.ts';
import type { Role } from './roles.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** Which app and environment a delivery is for: the token says so, never the message. */
export interface IngestScope {
  readonly tokenId: string;
  readonly appId: string;
  readonly app: string;
  readonly environment: string;
}

/** A token just made: `token` is shown once and cannot be had again. */
export interface NewToken {
  readonly id: string;
  readonly token: string;
}

interface TokenOwner {
  readonly name: string;
  readonly createdBy: string | undefined;
}

export async function createIngestToken(
  store: Store,
  scope: { readonly appId: string; readonly environment: string },
  owner: TokenOwner,
): Promise<NewToken> {
  const token = formatToken('ingest', newSecret());
  return insert(store, token, owner, {
    kind: 'ingest',
    app_id: scope.appId,
    environment: scope.environment,
    role: null,
    apps: null,
    expires_at: null,
  });
}

export async function createApiToken(
  store: Store,
  rights: {
    readonly role: Role;
    readonly apps?: readonly string[] | undefined;
    readonly expiresAt: Date;
  },
  owner: TokenOwner,
): Promise<NewToken> {
  const token = formatToken('api', newSecret());
  return insert(store, token, owner, {
    kind: 'api',
    app_id: null,
    environment: null,
    role: rights.role,
    apps: rights.apps === undefined ? null : [...rights.apps],
    expires_at: rights.expiresAt,
  });
}

async function insert(
  store: Store,
  token: string,
  { name, createdBy }: TokenOwner,
  rights: {
    kind: 'ingest' | 'api';
    app_id: string | null;
    environment: string | null;
    role: Role | null;
    apps: string[] | null;
    expires_at: Date | null;
  },
): Promise<NewToken> {
  const id = newId();
  const hint = `${token.slice(0, token.indexOf('_', 4) + 5)}…`;
  await store
    .insertInto('tokens')
    .values({ id, hash: hashSecret(token), hint, name, created_by: createdBy ?? null, ...rights })
    .execute();
  return { id, token };
}

const isValid = sql<boolean>`t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`;

/** What the token allows to deliver; `undefined` for one that is not, or no longer, valid. */
export async function ingestScopeOf(store: Store, token: string): Promise<IngestScope | undefined> {
  // A look-alike costs no question to the database.
  if (tokenKindOf(token) !== 'ingest') return undefined;
  const found = await store
    .selectFrom('tokens as t')
    .innerJoin('apps as a', 'a.id', 't.app_id')
    .select(['t.id', 't.app_id', 't.environment', 't.used_at', 'a.name'])
    .where('t.hash', '=', hashSecret(token))
    .where('t.kind', '=', 'ingest')
    .where(isValid)
    .executeTakeFirst();
  if (found === undefined || found.app_id === null || found.environment === null) return undefined;
  await markUsed(store, found);
  return {
    tokenId: found.id,
    appId: found.app_id,
    app: found.name,
    environment: found.environment,
  };
}

/** The program that holds this API token. */
export async function apiTokenHolder(
  store: Store,
  token: string,
  address: string,
): Promise<Principal | undefined> {
  if (tokenKindOf(token) !== 'api') return undefined;
  const found = await store
    .selectFrom('tokens as t')
    .select(['t.id', 't.name', 't.role', 't.apps', 't.used_at'])
    .where('t.hash', '=', hashSecret(token))
    .where('t.kind', '=', 'api')
    .where(isValid)
    .executeTakeFirst();
  const rights = found && rightsOf(found);
  if (found === undefined || rights === undefined) return undefined;
  await markUsed(store, found);
  return { kind: 'api-token', id: found.id, name: found.name, ...rights, address };
}

/** Once a minute: enough to see that a token is in use. */
async function markUsed(store: Store, token: { id: string; used_at: Date | null }): Promise<void> {
  if (token.used_at !== null && Date.now() - token.used_at.getTime() < 60_000) return;
  await store
    .updateTable('tokens')
    .set({ used_at: new Date() })
    .where('id', '=', token.id)
    .execute();
}

/** False when there is no such token that could be revoked. */
export async function revokeToken(store: Store, scope: AppScope, id: string): Promise<boolean> {
  const revoked = await store
    .updateTable('tokens')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(isSeen(scope, 'app_id'))
    .returning('id')
    .executeTakeFirst();
  return revoked !== undefined;
}
