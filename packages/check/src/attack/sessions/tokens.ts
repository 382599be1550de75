import type { Hole } from '../../analysis/attack/record.ts';
import { changesState, type Endpoint } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import type { Exchange, Prober } from '../prober.ts';
import { ask, isGiven, isSameAnswer, samplePath } from './asker.ts';
import type { LoginFile } from './login-file.ts';
import { cookiesOf, headersOf, nobody, type Session, signIn } from './sign-in.ts';
import { faultOf, jwtParts } from './token-strength.ts';

const signIns = 6;
const maxRoutes = 40;

/** Where an answer shows whether a session was sent. */
interface Mirror {
  readonly path: string;
  readonly signedIn: Exchange;
  readonly anybody: Exchange;
}

/** One way in which sessions are carried. */
interface Carrier {
  readonly name: string;
  readonly valueIn: (session: Session) => string | undefined;
  readonly with: (session: Session, value: string | undefined) => Session;
}

/** Signs in again and again, and judges what carries the session. */
export async function judgeTokens(
  login: LoginFile,
  endpoints: readonly Endpoint[],
  prober: Prober,
): Promise<{ holes: readonly Hole[]; tried: number; signIns: number }> {
  const sessions: Session[] = [];
  for (let count = 0; count < signIns; count += 1)
    sessions.push(await signIn(login.first, login, prober));
  const [session] = sessions;
  const mirror = session && (await findMirror(endpoints, prober, session));
  if (session === undefined || mirror === undefined) return { holes: [], tried: 0, signIns };
  const holes: Hole[] = [];
  let tried = 0;
  const route = { method: login.first.method, pattern: login.first.path } as Endpoint;
  for (const carrier of carriersOf(session)) {
    const without = await ask(prober, mirror.path, headersOf(carrier.with(session, undefined)));
    if (isSameAnswer(without.answer, mirror.signedIn.answer)) continue;
    tried += 1;
    const proofs = [
      ofStrength(carrier, sessions),
      await ofSignature(carrier, session, mirror, prober),
      await ofFixation(carrier, login, mirror, prober),
    ];
    for (const reason of proofs)
      if (reason !== undefined)
        holes.push(
          holeOf(route, undefined, {
            kind: 'tokens',
            reason: `${carrier.name}: ${reason}`,
            confidence: 'certain',
            evidence: `${signIns} sign-ins were compared; ${mirror.path} tells whether a session is good`,
            oracle: { by: 'sessions' },
            exchanges: [mirror.anybody],
          }),
        );
  }
  return { holes, tried, signIns };
}

async function findMirror(
  endpoints: readonly Endpoint[],
  prober: Prober,
  session: Session,
): Promise<Mirror | undefined> {
  for (const endpoint of endpoints.filter((one) => !changesState(one)).slice(0, maxRoutes)) {
    const path = samplePath(endpoint);
    const signedIn = await ask(prober, path, headersOf(session));
    if (!isGiven(signedIn.answer)) continue;
    const anybody = await ask(prober, path, {});
    if (isSameAnswer(signedIn.answer, anybody.answer)) continue;
    // A page that differs each time mirrors nothing.
    const again = await ask(prober, path, headersOf(session));
    if (isSameAnswer(again.answer, signedIn.answer)) return { path, signedIn, anybody };
  }
  return undefined;
}

function carriersOf({ cookies, token }: Session): Carrier[] {
  const all: Carrier[] = [...cookies.keys()].map((name) => ({
    name: `cookie ${name}`,
    valueIn: (session) => session.cookies.get(name),
    with: (session, value) => {
      const changed = new Map(session.cookies);
      if (value === undefined) changed.delete(name);
      else changed.set(name, value);
      return { ...session, cookies: changed };
    },
  }));
  if (token !== undefined)
    all.push({
      name: 'bearer token',
      valueIn: (session) => session.token,
      with: ({ cookies: own, sameSite }, value) => ({
        cookies: own,
        sameSite,
        ...(value !== undefined && { token: value }),
      }),
    });
  return all;
}

function ofStrength({ valueIn }: Carrier, sessions: readonly Session[]): string | undefined {
  return faultOf(sessions.flatMap((session) => valueIn(session) ?? []))?.reason;
}

/** A web token must be refused without its signature, and under the algorithm that has none. */
async function ofSignature(
  { valueIn, with: withValue }: Carrier,
  session: Session,
  mirror: Mirror,
  prober: Prober,
): Promise<string | undefined> {
  const parts = jwtParts(valueIn(session) ?? '');
  if (parts === undefined) return undefined;
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const other = parts.signature.startsWith('A') ? 'B' : 'A';
  for (const [value, reason] of [
    [`${unsigned}.${parts.claims}.`, 'a web token with the algorithm none is accepted'],
    [
      `${parts.head}.${parts.claims}.${other}${parts.signature.slice(1)}`,
      'a web token is accepted with a wrong signature',
    ],
  ] as const) {
    const { answer } = await ask(prober, mirror.path, headersOf(withValue(session, value)));
    if (isSameAnswer(answer, mirror.signedIn.answer)) return reason;
  }
  return undefined;
}

/** A cookie that somebody had before signing in must not be theirs after it. */
async function ofFixation(
  { valueIn, with: withValue }: Carrier,
  login: LoginFile,
  mirror: Mirror,
  prober: Prober,
): Promise<string | undefined> {
  const { answer } = mirror.anybody;
  const before = { ...nobody, cookies: answer === undefined ? new Map() : cookiesOf(answer) };
  const value = valueIn(before);
  if (value === undefined) return undefined;
  const after = await signIn(login.first, login, prober, withValue(nobody, value));
  if (valueIn(after) !== value) return undefined;
  const { answer: seen } = await ask(prober, mirror.path, headersOf(withValue(nobody, value)));
  return isSameAnswer(seen, mirror.signedIn.answer)
    ? 'the cookie that somebody had before signing in is their session after it'
    : undefined;
}
