import type { RequestContext } from '../context/request-context.ts';
import { fingerprintsAtDoor, tokenFingerprintOf } from './token-fingerprint.ts';
import { userOf } from './user-of.ts';

const maxProofs = 10_000;
/** Decision and session, and until when the proof counts. Oldest first, bounded. */
const proofs = new Map<string, number>();
/** Where the proof stands in a session that other processes of the app read too. */
const sessionKey = 'castellanStepUp';

/** Whether this session has proved, since the decision was made, who it belongs to. */
export function hasSteppedUp(context: RequestContext, decisionId: string): boolean {
  const stored = sessionOf(context)?.[sessionKey];
  if (typeof stored === 'object' && stored !== null && Object.hasOwn(stored, decisionId))
    return true;
  return namesOf(context).some((name) => (proofs.get(`${decisionId}\0${name}`) ?? 0) > Date.now());
}

/** Keeps the proof in the process, and in the session where there is one of `express-session`. */
export function noteStepUp(context: RequestContext, decisionId: string, endMs: number): void {
  const [name] = namesOf(context);
  if (name !== undefined) {
    proofs.delete(`${decisionId}\0${name}`);
    proofs.set(`${decisionId}\0${name}`, endMs);
    for (const oldest of proofs.keys()) {
      if (proofs.size <= maxProofs) break;
      proofs.delete(oldest);
    }
  }
  const session = sessionOf(context);
  if (session === undefined) return;
  const stored = session[sessionKey];
  session[sessionKey] = { ...(typeof stored === 'object' ? stored : {}), [decisionId]: endMs };
}

/** The session that proves: a user without one is known by the id alone. */
function namesOf(context: RequestContext): readonly string[] {
  const token = tokenFingerprintOf(context);
  if (token !== undefined) return [token];
  const atDoor = fingerprintsAtDoor(context.req);
  if (atDoor.length > 0) return atDoor;
  const user = userOf(context);
  return user === undefined ? [] : [`user:${user.id}`];
}

function sessionOf({ req }: RequestContext): Record<string, unknown> | undefined {
  const { session, sessionID } = req as { session?: unknown; sessionID?: unknown };
  const isKept = typeof session === 'object' && session !== null && typeof sessionID === 'string';
  return isKept ? (session as Record<string, unknown>) : undefined;
}
