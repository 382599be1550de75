import { exchange, type Reach } from '../outbound/exchange.ts';
import { excerptOf } from '../outbound/outcome.ts';
import { reachProblem } from '../outbound/reach-problem.ts';
import { sendLines } from '../outbound/send-lines.ts';
import type { BatchVerdict, HttpParcel, Parcel } from './forward-kind.ts';

const maxAnswerBytes = 4 * 1_048_576;

/** Hands a batch over, and tells in words what became of it; never rejects. */
export async function sendParcel(parcel: Parcel, reach: Reach): Promise<BatchVerdict> {
  try {
    if (parcel.via === 'http') return await post(parcel, reach);
    await sendLines(framed(parcel.lines), parcel.server, reach);
    return { isTaken: true, refused: 0 };
  } catch (error) {
    return { isTaken: false, problem: reachProblem(error, reach.timeoutMs) };
  }
}

/** Octet counting (RFC 6587 §3.4.1): no text of an attacker can begin a line of its own. */
function framed(lines: readonly string[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line) => {
      const bytes = Buffer.from(line);
      return [Buffer.from(`${bytes.length} `), bytes];
    }),
  );
}

async function post({ judge, ...asked }: HttpParcel, reach: Reach): Promise<BatchVerdict> {
  const { status, text } = await exchange(
    { ...asked, method: 'POST', maxBytes: maxAnswerBytes },
    reach,
  );
  if (status >= 200 && status < 300) return judge?.(text) ?? { isTaken: true, refused: 0 };
  const excerpt = excerptOf(text);
  const words =
    status >= 300 && status < 400 ? ': it points elsewhere, and redirects are not followed' : '';
  return {
    isTaken: false,
    problem: `answered ${status}${words || (excerpt === '' ? '' : `: ${excerpt}`)}`,
  };
}
