import type { Hole } from '../../analysis/attack/record.ts';
import { buildRequest } from '../build-request.ts';
import { changesState, type Endpoint } from '../endpoint.ts';
import { holeOf } from '../hole.ts';
import type { Exchange, Prober } from '../prober.ts';
import { type As, ask, isGiven, isSameAnswer, samplePath } from './asker.ts';

/** What a run knows of who may come. */
export interface Known {
  readonly session: As;
  /** Words by which the signed-in user is known, such as their address. */
  readonly identity: readonly string[];
  readonly mayChangeState: boolean;
}

/** Parts of an app that are never for everybody. */
const inner =
  /^(?:admin|administration|internal|backoffice|back-office|manage|management|debug|actuator)$/i;

/**
 * Asks every route as nobody. One that answers as to somebody signed in is a hole where its documentation
 * wants a session, where the answer names the user, or where its neighbours are closed parts of the app.
 */
export async function askAsNobody(
  endpoints: readonly Endpoint[],
  prober: Prober,
  known: Known,
): Promise<{ holes: readonly Hole[]; tried: number }> {
  const seen: { endpoint: Endpoint; isOpen: boolean; isClosed: boolean; anybody: Exchange }[] = [];
  const holes: Hole[] = [];
  for (const endpoint of endpoints) {
    if (changesState(endpoint)) {
      const hole = await askToChange(endpoint, prober, known);
      if (hole !== undefined) holes.push(hole);
      continue;
    }
    const path = samplePath(endpoint);
    const own = await ask(prober, path, known.session);
    if (!isGiven(own.answer)) continue;
    const anybody = await ask(prober, path, {});
    const isOpen = isSameAnswer(own.answer, anybody.answer);
    const isClosed = !isGiven(anybody.answer);
    seen.push({ endpoint, isOpen, isClosed, anybody });
  }
  for (const { endpoint, isOpen, anybody } of seen) {
    if (!isOpen) continue;
    const why = reasonOf(endpoint, anybody, known, seen);
    if (why !== undefined) holes.push(holeFor(endpoint, anybody, why));
  }
  return { holes, tried: seen.length };
}

interface Why {
  readonly reason: string;
  readonly confidence: Hole['confidence'];
}

function reasonOf(
  endpoint: Endpoint,
  { answer }: Exchange,
  { identity }: Known,
  seen: readonly { endpoint: Endpoint; isClosed: boolean }[],
): Why | undefined {
  if (endpoint.needsSession === true) return { reason: documented, confidence: 'certain' };
  if (identity.some((word) => answer?.body.includes(word) === true))
    return {
      reason: 'the answer that names the signed-in user is given to nobody in particular',
      confidence: 'certain',
    };
  const part = innerPart(endpoint.pattern);
  const closed = seen.filter((one) => one.isClosed && innerPart(one.endpoint.pattern) === part);
  if (part === undefined || closed.length === 0) return undefined;
  return {
    reason: `it answers the same without a session, and ${closed.length} of its neighbours below ${part} do not`,
    confidence: 'likely',
  };
}

const documented = 'its documentation wants a session, and it answers the same without one';

/** The path up to a part that is not for everybody. */
function innerPart(pattern: string): string | undefined {
  const parts = pattern.split('/');
  const at = parts.findIndex((part) => inner.test(part));
  return at < 0 ? undefined : parts.slice(0, at + 1).join('/');
}

/** Only where it is documented that nobody may: what an answer to a change means is not known otherwise. */
async function askToChange(
  endpoint: Endpoint,
  prober: Prober,
  { mayChangeState }: Known,
): Promise<Hole | undefined> {
  if (endpoint.needsSession !== true || !mayChangeState) return undefined;
  const exchange = await prober.send(buildRequest(endpoint, new Map()), false, {});
  if (!isGiven(exchange.answer)) return undefined;
  return holeFor(endpoint, exchange, {
    reason: 'its documentation wants a session, and it takes a change without one',
    confidence: 'certain',
  });
}

function holeFor(endpoint: Endpoint, exchange: Exchange, { reason, confidence }: Why): Hole {
  return holeOf(endpoint, undefined, {
    kind: 'unauthenticated',
    reason,
    confidence,
    evidence: `${exchange.answer?.status} without a session`,
    oracle: { by: 'sessions' },
    exchanges: [exchange],
  });
}
