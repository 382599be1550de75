import type { Hole } from '../analysis/attack/record.ts';
import { becameMarkup } from './markup.ts';
import { replayField } from './changes/replay-field.ts';
import { isStillSlow } from './expressions/prove-slow.ts';
import type { Exchange, Prober } from './prober.ts';
import { leadsTo } from './prove-addresses.ts';
import { isPage } from './prove-answers.ts';
import { isOpenAcross } from './changes/cross-site.ts';
import { attackAmong } from './prove-sinks.ts';
import type { Replayed } from './replayed.ts';
import { aimed } from './unaimed.ts';
import type { Session } from './sessions/sign-in.ts';
import type { CallBack } from './wire/call-back.ts';

/** Sends a hole's requests again and looks for what showed it. */
export async function replay(
  hole: Hole,
  prober: Prober,
  callBack: CallBack,
  session?: Session,
): Promise<Replayed> {
  if (hole.oracle.by === 'cross-site') return replayAcross(hole, prober, session);
  if (hole.oracle.by === 'taken-over') return replayField(hole, hole.oracle, prober);
  const exchanges: Exchange[] = [];
  for (const request of hole.requests)
    exchanges.push(await prober.send(aimed(request, callBack.host)));
  const isStopped = exchanges.some(({ verdicts }) =>
    verdicts.some(({ disposition }) => disposition === 'blocked'),
  );
  const isAnswered = exchanges.some(
    ({ answer, over }) => answer !== undefined || over !== undefined,
  );
  const outcome = !isAnswered
    ? 'unseen'
    : showsHole(hole, exchanges, prober, callBack)
      ? 'open'
      : 'closed';
  return { outcome, isStopped };
}

/** Guard has no part in it: the request is one that the app itself would have to refuse. */
async function replayAcross(
  { requests }: Hole,
  prober: Prober,
  session: Session | undefined,
): Promise<Replayed> {
  if (session === undefined) return { outcome: 'unseen', isStopped: false };
  const isOpen = await isOpenAcross(requests, session, prober);
  return { outcome: isOpen ? 'open' : 'closed', isStopped: false };
}

function showsHole(
  { oracle, sink, requests }: Hole,
  exchanges: readonly Exchange[],
  { origin }: Prober,
  callBack: CallBack,
): boolean {
  const [first, second] = exchanges;
  const answer = first?.answer;
  switch (oracle.by) {
    case 'verdict':
      return exchanges.some((one) => attackAmong(one, oracle, sink?.kind) !== undefined);
    case 'call-back':
      return callBack.calledBy(JSON.stringify(requests));
    case 'text':
      return answer?.body.includes(oracle.text) === true;
    case 'markup':
      return exchanges.some(
        (one) =>
          one.answer !== undefined &&
          isPage(one.answer) &&
          becameMarkup(one.answer.body, oracle.name),
      );
    case 'location':
      return leadsTo(answer?.headers.location ?? '', origin, oracle.host);
    case 'header':
      return answer?.headers[oracle.name] !== undefined;
    case 'pollution':
      return first?.over?.polluted.includes(oracle.name) === true;
    case 'difference':
      return (
        answer !== undefined &&
        answer.status < 400 &&
        (answer.status !== second?.answer?.status || answer.body !== second.answer.body)
      );
    case 'slow-expression':
      return isStillSlow(exchanges, oracle.source);
    case 'cross-site':
    case 'taken-over':
    case 'sessions':
      return false;
  }
}
