import type { Hole, HoleKind } from '../../analysis/attack/record.ts';
import type { AttackOptions } from '../attack-options.ts';
import type { Endpoint } from '../endpoint.ts';
import { holeFilter } from '../hole-filter.ts';
import type { Prober } from '../prober.ts';
import type { As } from './asker.ts';
import { compareUsers } from './isolation.ts';
import { identityIn } from './login-file.ts';
import { headersOf, signIn } from './sign-in.ts';
import { judgeTokens } from './tokens.ts';
import { askAsNobody } from './unauthenticated.ts';

/** Signs the users of `login` in, and goes on as the first of them; else the sessions that were given. */
export async function signInAll(
  prober: Prober,
  { login, sessions, onStep }: Pick<AttackOptions, 'login' | 'sessions' | 'onStep'>,
): Promise<readonly As[]> {
  if (login === undefined) return sessions;
  onStep?.('signing in', 0, 0);
  const users = [login.first, login.second].filter((one) => one !== undefined);
  const signedIn: As[] = [];
  for (const user of users) signedIn.push(headersOf(await signIn(user, login, prober)));
  prober.beAs(signedIn[0] ?? {});
  return signedIn;
}

/** What came of trying sessions. */
interface Tried {
  readonly holes: readonly Hole[];
  readonly tried: Partial<Record<HoleKind, number>>;
  readonly signIns: number;
}

/** The handbook's own three: isolation of accounts, tokens, and what is open to everybody. */
export async function trySessions(
  [first, second]: readonly As[],
  endpoints: readonly Endpoint[],
  prober: Prober,
  { login, mayChangeState, kinds, onStep }: AttackOptions,
): Promise<Tried> {
  const wants = holeFilter(kinds);
  const holes: Hole[] = [];
  const tried: Partial<Record<HoleKind, number>> = {};
  let signIns = 0;
  if (first === undefined) return { holes, tried, signIns };
  if (second !== undefined && wants('isolation')) {
    onStep?.('comparing two users', 0, 0);
    const compared = await compareUsers(endpoints, prober, [first, second]);
    tried.isolation = compared.tried;
    holes.push(...compared.holes);
  }
  if (wants('unauthenticated')) {
    onStep?.('asking as nobody', 0, 0);
    const known = { session: first, identity: identityIn(login), mayChangeState };
    const asked = await askAsNobody(endpoints, prober, known);
    tried.unauthenticated = asked.tried;
    holes.push(...asked.holes);
  }
  if (login !== undefined && wants('tokens')) {
    onStep?.('comparing tokens', 0, 0);
    const judged = await judgeTokens(login, endpoints, prober);
    tried.tokens = judged.tried;
    signIns = judged.signIns;
    holes.push(...judged.holes);
  }
  return { holes, tried, signIns };
}
