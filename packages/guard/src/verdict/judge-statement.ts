import {
  currentRequest,
  type RequestContext,
  requestsInFlight,
  requestsJustEnded,
} from '../context/request-context.ts';
import type { SqlCall } from '../detections/sink-call.ts';
import type { BlockedError } from '@castellan/core';
import { bodyLength } from './body-length.ts';
import { isKnownClean } from './clean-calls.ts';
import { counters } from './counters.ts';
import { type Candidates, judgeAmong } from './judge-among.ts';
import type { SinkPoint } from './judged.ts';
import { isKnownShape } from './statement-shapes.ts';

/** Requests whose inputs are looked for in one statement; of more, the oldest are left out. */
const MAX_REQUESTS = 256;
/**
 * Length of a statement times the requests that are asked about it, so that a long one halts nobody:
 * some hundred milliseconds where the context is lost, a tenth of that where it is most likely right.
 */
const MAX_SEARCHED_LENGTH = 8_388_608;
const MAX_SEARCHED_LENGTH_AT_CALL = 1_048_576;
/** From this length on a statement is most likely made of a long request. */
const LONG = 65_536;

/**
 * Judges a statement at a driver's function. The asynchronous context tells whose it is, unless the
 * app lost it (none, or that of an answered request): then every request in flight may have sent it.
 * Queues and batchers run the work of others in the context of whoever woke them, so a statement of
 * a shape never seen before is held against the others too.
 */
export function judgeStatement(
  point: SinkPoint,
  call: SqlCall,
  args?: readonly unknown[],
): BlockedError | undefined {
  const current = currentRequest();
  if (current === undefined && isQuiet()) return undefined;
  const witness = current?.witness;
  if (witness === undefined) return judgeAtCall(current, point, call);
  return witness(point, call, () => judgeAtCall(current, point, call), args);
}

function judgeAtCall(
  current: RequestContext | undefined,
  point: SinkPoint,
  call: SqlCall,
): BlockedError | undefined {
  counters.inspected += 1;
  if (isKnownClean(call, call.text)) return undefined;
  return judgeAmong(() => candidatesAtCall(current, call), point, call);
}

/**
 * Judges a statement that is about to leave on a socket. The asynchronous context is that of whoever
 * freed the connection, so every request in flight may have caused it.
 */
export function judgeStatementOnWire(point: SinkPoint, call: SqlCall): BlockedError | undefined {
  const current = currentRequest();
  if (current === undefined && isQuiet()) return undefined;
  const witness = current?.witness;
  if (witness === undefined) return judgeInFlight(current, point, call);
  return witness(point, call, () => judgeInFlight(current, point, call));
}

function judgeInFlight(
  current: RequestContext | undefined,
  point: SinkPoint,
  call: SqlCall,
): BlockedError | undefined {
  counters.inspected += 1;
  if (isKnownClean(call, call.text)) return undefined;
  return judgeAmong(() => candidatesInFlight(current, call), point, call);
}

function isQuiet(): boolean {
  return requestsInFlight.size === 0 && requestsJustEnded().length === 0;
}

function candidatesAtCall(current: RequestContext | undefined, call: SqlCall): Candidates {
  if (current === undefined || !requestsInFlight.has(current))
    return candidatesInFlight(current, call);
  if (requestsInFlight.size === 1) return { current, others: [], areAll: true };
  // Its text may still hold what another request sent, so it is not remembered either.
  if (isKnownShape(call)) return { current, others: [], areAll: false };
  // Remembered even where some were too many to ask: the context is most likely right.
  const candidates = candidatesInFlight(current, call, MAX_SEARCHED_LENGTH_AT_CALL);
  return { ...candidates, areAll: true };
}

function candidatesInFlight(
  current: RequestContext | undefined,
  { text }: SqlCall,
  maxSearchedLength = MAX_SEARCHED_LENGTH,
): Candidates {
  const all = [...requestsJustEnded(), ...requestsInFlight].toReversed();
  const others = all.filter((one) => one !== current);
  if (text.length > LONG) others.sort((a, b) => bodyLength(b) - bodyLength(a));
  const share = Math.max(1, Math.floor(maxSearchedLength / (text.length + 1)));
  const most = Math.min(MAX_REQUESTS, share);
  const left = others.length - most;
  if (left > 0) counters.requestsLeftOut += left;
  return { current, others: others.slice(0, most), areAll: left <= 0 };
}
