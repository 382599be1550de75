import type { Message, Notifier } from '../notifiers/notifier.ts';
import type { Outcome } from './outcome.ts';
import { reachProblem } from './reach-problem.ts';
import { InnerAddress } from './resolve-public.ts';
import type { Reach } from './exchange.ts';
import { sendHttp } from './send-http.ts';
import { sendMail } from './send-mail.ts';

/** Hands a message over, and tells in words what became of it; never rejects. */
export async function send(
  message: Message,
  reach: Reach,
  { waitSeconds }: Pick<Notifier, 'waitSeconds'> = {},
): Promise<Outcome> {
  try {
    return message.via === 'http'
      ? await sendHttp(message, reach, waitSeconds)
      : await sendMail(message, reach);
  } catch (error) {
    return {
      isAccepted: false,
      problem: reachProblem(error, reach.timeoutMs),
      isFinal: error instanceof InnerAddress,
    };
  }
}
