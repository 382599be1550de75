import type { Hole, HoleKind } from '../../analysis/attack/record.ts';
import type { AttackOptions } from '../attack-options.ts';
import { endsSession } from '../discover/crawl.ts';
import { changesState, type Endpoint } from '../endpoint.ts';
import { holeFilter } from '../hole-filter.ts';
import { type Prober, RunEnds } from '../prober.ts';
import type { LoginFile } from '../sessions/login-file.ts';
import { CannotSignIn, headersOf, type Session, signIn } from '../sessions/sign-in.ts';
import { proveCrossSite } from './cross-site.ts';
import { proveExtraFields } from './extra-fields.ts';

/** What came of asking for changes in ways that the app should refuse. */
interface Tried {
  readonly holes: readonly Hole[];
  readonly tried: Partial<Record<HoleKind, number>>;
  /** How many cookies the sign-in set; absent where nobody saw one. */
  readonly cookies?: number;
}

/**
 * Asks every endpoint, whose inputs are known by now, for changes that it should refuse. The user signs in
 * anew before: requests of the attack may have ended the session.
 */
export async function tryChanges(
  endpoints: readonly Endpoint[],
  prober: Prober,
  { login, kinds, onStep }: Pick<AttackOptions, 'login' | 'kinds' | 'onStep'>,
): Promise<Tried> {
  const wants = holeFilter(kinds);
  const holes: Hole[] = [];
  const tried: Partial<Record<HoleKind, number>> = {};
  if (!wants('csrf') && !wants('mass-assignment')) return { holes, tried };
  const session = login && (await signInAgain(login, prober));
  if (session !== undefined) prober.beAs(headersOf(session));
  const chosen = endpoints.filter(
    ({ pattern }) => !endsSession.test(pattern) && pattern !== login?.first.path,
  );
  const cookies = session?.cookies.size;
  if (session !== undefined && cookies !== 0 && wants('csrf')) {
    onStep?.('sending as another site would', 0, 0);
    tried.csrf = 0;
    for (const endpoint of chosen) {
      const { hole, isTried } = await proveCrossSite(endpoint, session, prober);
      if (isTried) tried.csrf += 1;
      if (hole !== undefined) holes.push(hole);
    }
  }
  if (wants('mass-assignment')) {
    onStep?.('adding fields that nobody asked for', 0, 0);
    tried['mass-assignment'] = 0;
    for (const endpoint of chosen.filter((one) => changesState(one) && one.method !== 'DELETE')) {
      const outcome = await proveExtraFields(endpoint, chosen, prober);
      tried['mass-assignment'] += outcome.tried;
      holes.push(...outcome.holes);
    }
  }
  return { holes, tried, ...(cookies !== undefined && { cookies }) };
}

/** Throws `RunEnds` where the app does not let them in any more: what was found before is told. */
async function signInAgain(login: LoginFile, prober: Prober): Promise<Session> {
  try {
    return await signIn(login.first, login, prober);
  } catch (error) {
    if (error instanceof CannotSignIn) throw new RunEnds(`after the attack ${error.message}`);
    throw error;
  }
}
