/** One content security policy: its directives by name in small letters, each with its sources. */
export interface Policy {
  readonly directives: ReadonlyMap<string, readonly string[]>;
  /** Directives that stand in it twice: browsers heed the first alone. */
  readonly repeated: readonly string[];
}

/** Policies in the values of `Content-Security-Policy`: a comma begins another (CSP 3, section 2.2.1). */
export function policiesIn(values: readonly string[]): Policy[] {
  return values
    .flatMap((value) => value.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(policyOf);
}

function policyOf(text: string): Policy {
  const directives = new Map<string, string[]>();
  const repeated: string[] = [];
  for (const part of text.split(';')) {
    const [name = '', ...sources] = part.trim().toLowerCase().split(/\s+/);
    if (name === '') continue;
    if (directives.has(name)) repeated.push(name);
    else directives.set(name, sources);
  }
  return { directives, repeated };
}

/** Directives that count only when they come as a header (HTML, section 4.2.5.3). */
const headerOnly = ['frame-ancestors', 'report-uri', 'sandbox'];

/** A policy as a `<meta>` element can set it. */
export function inMeta({ directives, repeated }: Policy): Policy {
  const kept = [...directives].filter(([name]) => !headerOnly.includes(name));
  return { directives: new Map(kept), repeated };
}

/** Sources for a directive, by way of `default-src` where it falls back to that; all when nothing says. */
export function sourcesFor(
  { directives }: Policy,
  name: string,
  fallsBack: boolean = true,
): readonly string[] {
  const own = directives.get(name) ?? (fallsBack ? directives.get('default-src') : undefined);
  if (own === undefined) return ['*'];
  return own.length === 0 ? ["'none'"] : own;
}

/**
 * What the sources of scripts or styles come to in a browser: a nonce or hash switches
 * `'unsafe-inline'` off, and beside one `'strict-dynamic'` switches hosts and schemes off.
 */
export function inForce(sources: readonly string[]): readonly string[] {
  if (!sources.some(isNonceOrHash)) return sources;
  const strict = sources.includes("'strict-dynamic'");
  return sources.filter(
    (source) =>
      source !== "'unsafe-inline'" &&
      !(strict && (source === "'self'" || /^(https?:|ftp:|\*)/.test(source))),
  );
}

export function isNonceOrHash(source: string): boolean {
  return /^'(nonce|sha256|sha384|sha512)-/.test(source);
}

/** Lets in whatever an attacker has put on any server. */
export function isBroad(source: string): boolean {
  return /^(\*|(https?|ftp):|https?:\/\/\*(\.\*)?)$/.test(source);
}

/** Lets in script or style that stands in the page itself. */
export function isInline(source: string): boolean {
  return source === "'unsafe-inline'" || source === 'data:';
}
