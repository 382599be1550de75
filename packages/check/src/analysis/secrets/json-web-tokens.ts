import type { SecretHit } from './hit.ts';

export const jsonWebTokenKeyword = 'eyJ';
const maxToken = 8192;
const shape = /^eyJ[\w-]{8,4000}\.eyJ[\w-]{4,4000}(?:\.[\w-]{0,2000})?/;

/** The JSON web token (RFC 7519) at `at`, where its header must say how it is signed. */
export function jsonWebTokenAt(text: string, at: number): SecretHit | undefined {
  if (at > 0 && /[A-Za-z0-9.+/-]/.test(text.charAt(at - 1))) return undefined;
  const token = shape.exec(text.slice(at, at + maxToken))?.[0];
  if (token === undefined) return undefined;
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = jsonIn(head);
  const claims = jsonIn(body);
  if (header === undefined || claims === undefined || typeof header['alg'] !== 'string')
    return undefined;
  if (!couldBeSigned(header['alg'], signature)) return undefined;
  // Public by design: the key that Supabase gives to browsers.
  if (claims['role'] === 'anon') return undefined;
  const isExample = claims['name'] === 'John Doe' || claims['sub'] === '1234567890';
  return {
    start: at,
    end: at + token.length,
    kind: 'json-web-token',
    title: 'JSON web token',
    severity: isExample ? 'low' : 'medium',
    confidence: isExample || typeof claims['exp'] === 'number' ? 'possible' : 'likely',
    secret: token,
  };
}

/** Lengths of signatures in base64url by the end of the algorithm's name (RFC 7518). */
const signatureLengths: Readonly<Record<string, (length: number) => boolean>> = {
  HS256: (length) => length === 43,
  HS384: (length) => length === 64,
  HS512: (length) => length === 86,
  ES256: (length) => length === 86,
  ES384: (length) => length === 128,
  EdDSA: (length) => length === 86,
  RS256: (length) => length >= 171,
  RS512: (length) => length >= 171,
  PS256: (length) => length >= 171,
};

/** False when the signature cannot be one of the algorithm's: the token is made up. */
function couldBeSigned(algorithm: string, signature: string): boolean {
  return signature === '' || (signatureLengths[algorithm]?.(signature.length) ?? true);
}

function jsonIn(part: string): Record<string, unknown> | undefined {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(binary);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
