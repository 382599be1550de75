import type { Message, Notifier } from '../notifiers/notifier.ts';
import type { Outcome } from './outcome.ts';
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
      problem: wordsFor(error, reach.timeoutMs),
      isFinal: error instanceof InnerAddress,
    };
  }
}

function wordsFor(error: unknown, timeoutMs: number): string {
  if (error instanceof InnerAddress) return error.message;
  // `node:http` wraps the signal's own reason.
  if (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)) {
    return `gave no answer within ${timeoutMs / 1_000} s`;
  }
  // Of an attempt on several addresses the first failure tells enough.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = first as { code?: unknown; message?: unknown };
  const reason = typeof message === 'string' && message !== '' ? message : String(code);
  return `was not reached: ${reason}`;
}
