import {
  currentRequest,
  requestsInFlight,
  requestsJustEnded,
} from '../../context/request-context.ts';
import type { SqlDialect } from '../../detections/sink-call.ts';
import { counters } from '../../verdict/counters.ts';
import { type Candidates, judgeAmong } from '../../verdict/judge-among.ts';
import type { SinkPoint } from '../../verdict/judged.ts';
import { refuseProbe } from '../../verdict/refuse-probe.ts';

/** Requests whose inputs are looked for in one statement; of more, the oldest are left out. */
const MAX_REQUESTS = 256;

/**
 * Judges a statement that is about to leave on a socket. The asynchronous context is that of whoever
 * freed the connection, so every request in flight may have caused it.
 */
export function judgeStatement(
  point: SinkPoint,
  dialect: SqlDialect,
  text: string,
): string | undefined {
  const current = currentRequest();
  const call = { kind: 'sql', text, dialect } as const;
  if (current?.probe !== undefined) return refuseProbe(current, call)?.findingId;
  if (current === undefined && requestsInFlight.size === 0 && requestsJustEnded().length === 0) {
    return undefined;
  }
  return judgeAmong(candidates, point, call)?.findingId;
}

function candidates(): Candidates {
  const current = currentRequest();
  const all = [...requestsJustEnded(), ...requestsInFlight];
  const recent = all.slice(-MAX_REQUESTS).filter((one) => one !== current);
  const left = all.length - MAX_REQUESTS;
  if (left > 0) counters.requestsLeftOut += left;
  return { current, others: recent.toReversed(), areAll: left <= 0 };
}
