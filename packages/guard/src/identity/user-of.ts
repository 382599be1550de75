import type { FindingUser } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { sealedUser } from './seal.ts';
import { idText } from './identity.ts';

/** Where an account object keeps its id, most telling first. */
const idKeys = ['id', '_id', 'userId', 'user_id', 'uid', 'sub', 'username', 'email'] as const;
/** Where a session keeps who signed in, when no Passport does. */
const sessionKeys = ['userId', 'user_id', 'uid', 'accountId', 'user', 'account'] as const;

interface SignedIn {
  readonly user?: unknown;
  readonly session?: Readonly<Record<string, unknown>>;
  /** Passport's name for `user`, where the app chose another. */
  readonly _userProperty?: unknown;
}

/**
 * Who a request is made for: whom the app named, else Passport's `req.user`, else whom the session
 * names. Read when asked, without a hook.
 */
export function userOf({ identity, req }: RequestContext): FindingUser | undefined {
  if (identity !== undefined) {
    const { id, name } = identity;
    return sealedUser({ id, ...(name !== undefined && { name }) });
  }
  const id = signedInId(req as SignedIn);
  return id === undefined ? undefined : sealedUser({ id });
}

/** The user that an account object stands for, before it is anywhere on the request. */
export function userOfAccount(account: unknown): FindingUser | undefined {
  const id = quietly(() => accountId(account));
  return id === undefined ? undefined : sealedUser({ id });
}

function signedInId(req: SignedIn): string | undefined {
  return quietly(() => {
    const property = typeof req._userProperty === 'string' ? req._userProperty : 'user';
    return accountId(Reflect.get(req, property)) ?? sessionUserId(req.session);
  });
}

function sessionUserId(session: SignedIn['session']): string | undefined {
  if (typeof session !== 'object' || session === null) return undefined;
  const passport = session['passport'] as { user?: unknown } | null | undefined;
  const known = accountId(passport?.user);
  if (known !== undefined) return known;
  for (const key of sessionKeys) {
    const id = accountId(session[key]);
    if (id !== undefined) return id;
  }
  return undefined;
}

function accountId(account: unknown): string | undefined {
  if (typeof account !== 'object' || account === null) return idText(account);
  for (const key of idKeys) {
    const value: unknown = Reflect.get(account, key);
    const id = idText(value) ?? objectId(value);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** MongoDB's ids are objects. */
function objectId(value: unknown): string | undefined {
  const toHex = (value as { toHexString?: unknown } | null | undefined)?.toHexString;
  return typeof toHex === 'function' ? idText(Reflect.apply(toHex, value, [])) : undefined;
}

/** Accounts are objects of the app, with getters that may throw. */
function quietly<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
