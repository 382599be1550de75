/** A cookie as a site sets it. */
export interface SiteCookie {
  readonly name: string;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  /** In small letters; absent when not set or not one of the three. */
  readonly sameSite?: 'lax' | 'strict' | 'none';
  /** What was given as SameSite and means nothing. */
  readonly oddSameSite?: string;
  /** By its name it holds who is signed in. */
  readonly isSession: boolean;
  /** By its name it proves that a request comes from the site's own pages. */
  readonly isAntiForgery: boolean;
}

/** Cookies in values of `Set-Cookie`; of one name the last counts. */
export function cookiesIn(values: readonly string[]): SiteCookie[] {
  const byName = new Map<string, SiteCookie>();
  for (const value of values) {
    const cookie = cookieOf(value);
    if (cookie !== undefined) byName.set(cookie.name, cookie);
  }
  return [...byName.values()];
}

function cookieOf(value: string): SiteCookie | undefined {
  const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
  const name = pair.slice(0, Math.max(0, pair.indexOf('='))).trim();
  if (name === '') return undefined;
  const given = new Map(
    attributes.map((attribute) => {
      const [key = '', ...rest] = attribute.split('=');
      return [key.trim().toLowerCase(), rest.join('=').trim()];
    }),
  );
  const sameSite = given.get('samesite')?.toLowerCase();
  const isKnown = sameSite === 'lax' || sameSite === 'strict' || sameSite === 'none';
  return {
    name,
    isSecure: given.has('secure'),
    isHttpOnly: given.has('httponly'),
    ...(isKnown && { sameSite }),
    ...(sameSite !== undefined && !isKnown && { oddSameSite: sameSite }),
    isSession: /login|sess|^sid$|\.sid$|auth/i.test(name),
    isAntiForgery: /csrf|xsrf/i.test(name),
  };
}
