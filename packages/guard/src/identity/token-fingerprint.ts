import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../context/request-context.ts';
import { fingerprint } from './seal.ts';

/** Schemes whose credentials are one secret that a program made. `Basic` holds a person's password. */
const scheme = /^(bearer|token|api-?key) +(\S+)$/i;
/** Shorter secrets could be found again by trying all of them. */
const leastChars = 16;
/** A cookie that `express-session` and its like have signed: `s:` id `.` signature. */
const signedCookie = /(?:^|;\s*)[^=;]+=s(?::|%3A)([^;.]{16,200})\.[^;]+/gi;
const maxCookies = 4;

/** Fingerprint of the session, bearer token or API key that a request came with. */
export function tokenFingerprintOf({ identity, req }: RequestContext): string | undefined {
  if (identity?.session !== undefined) return fingerprint('session', identity.session);
  const { sessionID } = req as IncomingMessage & { sessionID?: unknown };
  if (typeof sessionID === 'string' && sessionID.length >= leastChars) {
    return fingerprint('session', sessionID);
  }
  return headerFingerprint(req);
}

/** Every fingerprint that can be known before the app sees the request. */
export function fingerprintsAtDoor(req: IncomingMessage): readonly string[] {
  const found: string[] = [];
  const header = headerFingerprint(req);
  if (header !== undefined) found.push(header);
  for (const [, id = ''] of (req.headers.cookie ?? '').matchAll(signedCookie)) {
    if (found.length > maxCookies) break;
    found.push(fingerprint('session', decoded(id)));
  }
  return found;
}

function headerFingerprint(req: IncomingMessage): string | undefined {
  const [, kind = '', secret = ''] = scheme.exec(req.headers.authorization ?? '') ?? [];
  if (secret.length < leastChars) return undefined;
  return fingerprint(kind.toLowerCase() === 'bearer' ? 'bearer' : 'key', secret);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
