import type { Hole } from '../analysis/attack/record.ts';
import { Prober } from './prober.ts';
import { replay } from './replay.ts';
import type { Replayed } from './replayed.ts';
import type { AttackOptions } from './attack-options.ts';
import { headersOf, signIn } from './sessions/sign-in.ts';
import { CallBack } from './wire/call-back.ts';
import { Sender } from './wire/sender.ts';

/** What sending again needs to know of a run. */
export type ReplayOptions = Pick<
  AttackOptions,
  | 'origin'
  | 'address'
  | 'version'
  | 'sensor'
  | 'requestsPerSecond'
  | 'sessions'
  | 'login'
  | 'maxMs'
  | 'signal'
>;

/** Sends the requests of holes again, one hole after the other, until it is told to end. */
export async function replayAll(
  holes: readonly Hole[],
  options: ReplayOptions,
): Promise<readonly Replayed[]> {
  const callBack = new CallBack();
  const sender = new Sender(options);
  const until = Date.now() + options.maxMs;
  const prober = new Prober(sender, options.sensor, options.sessions[0] ?? {}, until);
  await callBack.start();
  try {
    const outcomes: Replayed[] = [];
    const { login } = options;
    const session = login && (await signIn(login.first, login, prober));
    if (session !== undefined) prober.beAs(headersOf(session));
    for (const hole of holes) {
      if (options.signal?.aborted === true) break;
      outcomes.push(await replay(hole, prober, callBack, session));
    }
    return outcomes;
  } finally {
    await callBack.stop();
  }
}
