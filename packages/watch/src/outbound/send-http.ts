import type { HttpMessage } from '../notifiers/notifier.ts';
import { exchange, type Reach } from './exchange.ts';
import { excerptOf, type Outcome } from './outcome.ts';

/** Worth another try although the service refused: not now, too many, not in time. */
const passing = new Set([408, 425, 429]);

/**
 * Posts a message. Follows no redirect: where a service points to was not judged, and secrets would
 * go along. Rejects when the service was not reached.
 */
export async function sendHttp(
  message: HttpMessage,
  reach: Reach,
  waitSeconds?: (body: string) => number | undefined,
): Promise<Outcome> {
  const { status, headers, text } = await exchange({ ...message, method: 'POST' }, reach);
  if (status >= 200 && status < 300) return { isAccepted: true, status };
  const excerpt = excerptOf(text);
  return {
    isAccepted: false,
    status,
    problem:
      status >= 300 && status < 400
        ? `answered ${status}: it points elsewhere, and redirects are not followed`
        : `answered ${status}${excerpt === '' ? '' : `: ${excerpt}`}`,
    isFinal: status < 500 && !passing.has(status),
    waitSeconds: secondsOf(headers['retry-after']) ?? waitSeconds?.(text),
  };
}

/** `Retry-After` in seconds; it may also be a date (RFC 9110 §10.2.3). */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header));
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
