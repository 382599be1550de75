import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Asked, exchange, type Reach } from './exchange.ts';

/** How much patience there is with a server that is asked too often. */
export interface Patience {
  /** A longer wait is not waited for. */
  readonly mostWaitSeconds: number;
  /** In all, the first one too. */
  readonly mostTries: number;
}

/** Asks again when the server answers 429 and says how long to wait; rejects where that is too long. */
export async function askPatiently(
  asked: Asked,
  reach: Reach,
  { mostWaitSeconds, mostTries }: Patience,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await exchange(asked, reach);
    if (answer.status !== 429) return answer;
    const seconds = secondsOf(answer.headers['retry-after']);
    if (tries === mostTries || seconds > mostWaitSeconds) {
      throw new Error(`${new URL(asked.url).host} is asked too often, and wants patience`);
    }
    await wait(seconds * 1_000, undefined, reach.signal && { signal: reach.signal });
  }
}

/** `Retry-After` in either form (RFC 9110); a second where there is none. */
function secondsOf(header: string | undefined): number {
  if (header === undefined) return 1;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? 1 : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
