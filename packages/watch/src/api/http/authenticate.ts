import type { Context } from 'hono';
import type { Principal } from '../../people/principal.ts';
import { type Act, mayDo } from '../../people/roles.ts';
import { personOfSession } from '../../people/sessions.ts';
import { apiTokenHolder, type IngestScope, ingestScopeOf } from '../../people/tokens.ts';
import { ApiError } from './api-error.ts';
import { addressOf, bearerOf } from './client.ts';
import type { ConsoleContext } from './console-context.ts';
import { requireOwnOrigin } from './own-origin.ts';
import { sessionSecretOf } from './session-cookie.ts';

/** Who asks, by API token or session, when they may do this. */
export async function requirePrincipal(
  c: Context,
  context: ConsoleContext,
  act: Act,
): Promise<Principal> {
  const principal = await principalOf(c, context);
  if (principal.secondFactor === 'needed' && act !== 'manage own account') {
    throw new ApiError('second_factor_needed', 'Set up a second factor first: you must have one.');
  }
  if (!mayDo(principal.role, act)) {
    throw new ApiError('not_allowed', `Your role, ${principal.role}, may not do this (${act}).`);
  }
  return principal;
}

async function principalOf(c: Context, context: ConsoleContext): Promise<Principal> {
  const address = addressOf(c, context);
  const token = bearerOf(c);
  if (token !== undefined) {
    const holder = await apiTokenHolder(context.store, token, address);
    if (holder !== undefined) return holder;
    throw new ApiError('token_not_valid', 'This API token is not valid, or not any more.');
  }
  const secret = sessionSecretOf(c, context.publicUrl);
  // Before the look-up: a page elsewhere is not to learn whether somebody is signed in here.
  if (secret !== undefined) requireOwnOrigin(c, context.publicUrl);
  const person =
    secret === undefined ? undefined : await personOfSession(context.store, secret, address);
  if (person === undefined) throw new ApiError('not_signed_in', 'Sign in first.');
  return person;
}

/** The app that delivers, by its ingest token. */
export async function requireScope(c: Context, { store }: ConsoleContext): Promise<IngestScope> {
  const token = bearerOf(c);
  const scope = token === undefined ? undefined : await ingestScopeOf(store, token);
  if (scope !== undefined) return scope;
  throw new ApiError(
    'token_not_valid',
    'An ingest token of this console is needed, as "Authorization: Bearer cst_ingest_…".',
  );
}
