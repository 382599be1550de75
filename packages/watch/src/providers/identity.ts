type Claims = Readonly<Record<string, unknown>>;

/** Whom the provider vouches for: what it said of them, checked to be said by it, to us, now. */
export interface Identity {
  readonly issuer: string;
  /** Unique at the issuer, and never anybody else's. */
  readonly subject: string;
  readonly email: string | undefined;
  /** As it says; `undefined` where it says nothing of it. */
  readonly isEmailVerified: boolean | undefined;
  readonly name: string | undefined;
  readonly claims: Claims;
}

export function identityOf(issuer: string, subject: string, claims: Claims): Identity {
  const email = textOf(claims['email']);
  return {
    issuer,
    subject,
    email: email !== undefined && isAddress(email) ? email : undefined,
    isEmailVerified: truthOf(claims['email_verified']),
    name: textOf(claims['name']) ?? textOf(claims['preferred_username']),
    claims,
  };
}

/** A claim by its name, or by the path to it where none has this name: `realm_access.roles`. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) {
      return undefined;
    }
    value = (value as Claims)[part];
  }
  return value;
}

/** One text or many. */
export function textsIn(claim: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === 'string');
}

function textOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const text = claim.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return text === '' ? undefined : text.slice(0, 254);
}

function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text);
}

/** Some providers send it as a text. */
function truthOf(claim: unknown): boolean | undefined {
  if (claim === true || claim === 'true') return true;
  return claim === undefined || claim === null ? undefined : false;
}
