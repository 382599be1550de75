import type { BlockedError } from '@castellan/core';
import { currentRequest, type RequestContext } from '../context/request-context.ts';
import type { Detection, Verdict } from '../detections/detection.ts';
import { detections } from '../detections/registry.generated.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { bodyLength } from './body-length.ts';
import { cleanKey, isKnownClean, rememberIfClean } from './clean-calls.ts';
import { counters } from './counters.ts';
import { dispose } from './dispose.ts';
import { isFamiliar, rememberTraits } from './familiar-traits.ts';
import { inspectWith } from './inspect-with.ts';
import type { SinkPoint } from './judged.ts';

/** Time that detections may spend on one request before its further calls get the cheap test. */
const MAX_MILLISECONDS_PER_REQUEST = 100;

/**
 * What a call is charged at most: one millisecond, and one for so many characters of its text and its
 * request's body. It takes no longer, but the clock also counts other processes and code that runs for
 * the first time, and a value that is quoted correctly must not be refused because the machine is busy.
 */
const CHARACTERS_PER_MILLISECOND = 20_000;
/** Of a longer body the rest is not read. */
const MAX_BODY_BYTES = 1_048_576;

/** Detections by the kind of call that they judge. */
export const detectionsByKind: Readonly<Record<SinkCall['kind'], readonly Detection[]>> =
  groupByKind();
const now = performance.now.bind(performance);

/**
 * Judges one sink call on behalf of the current request. Returns the error that the call must fail
 * with, or undefined when it may go on. Never throws.
 */
export function judge(point: SinkPoint, call: SinkCall): BlockedError | undefined {
  const context = currentRequest();
  return context === undefined ? undefined : judgeFor(context, point, call);
}

/** Like `judge`, for sinks that know the request by other means. */
export function judgeFor(
  context: RequestContext,
  point: SinkPoint,
  call: SinkCall,
): BlockedError | undefined {
  const { witness } = context;
  if (witness === undefined) return judgeUnseen(context, point, call);
  return witness(point, call, () => judgeUnseen(context, point, call));
}

function judgeUnseen(
  context: RequestContext,
  point: SinkPoint,
  call: SinkCall,
): BlockedError | undefined {
  counters.inspected += 1;
  const key = cleanKey(call);
  if (key !== undefined && isKnownClean(call, key)) return undefined;
  const started = now();
  try {
    return judgeUnknown(context, point, call, key);
  } catch {
    // Detections fail inside `inspect`; what breaks here is the machinery, and the app goes on.
    counters.faults += 1;
    return undefined;
  } finally {
    charge(context, started, key?.length ?? 0);
  }
}

/** Counts the time since `started` as spent on a request, for a call whose text is so long. */
export function charge(context: RequestContext, started: number, length: number): void {
  const characters = length + Math.min(bodyLength(context), MAX_BODY_BYTES);
  context.spentMs += Math.min(now() - started, 1 + characters / CHARACTERS_PER_MILLISECOND);
}

function judgeUnknown(
  context: RequestContext,
  point: SinkPoint,
  call: SinkCall,
  key: string | undefined,
): BlockedError | undefined {
  let isClean = true;
  for (const detection of detectionsByKind[call.kind]) {
    const verdict = inspect(detection, call, context) ?? inspectUnread(detection, call, context);
    if (verdict === undefined) continue;
    isClean = false;
    const blocked = dispose({ context, point, call, detection, verdict });
    if (blocked !== undefined) return blocked;
  }
  const mayRemember = isClean && context.blockedBy === undefined;
  if (mayRemember) rememberTraits(detectionsByKind[call.kind], call, context.inputs);
  if (mayRemember && key !== undefined) rememberIfClean(call, key, context.inputs);
  return undefined;
}

/** The verdict on what no input explains, where some of the request's text was not read. */
export function inspectUnread(
  detection: Detection,
  call: SinkCall,
  { inputs }: RequestContext,
): Verdict | undefined {
  try {
    if (!inputs.hidesText) return undefined;
    return detection.inspectUnread?.(call, (trait) => isFamiliar(detection, trait));
  } catch {
    counters.faults += 1;
    return undefined;
  }
}

/** One detection's verdict, by its cheap test where the request's time is spent. Never throws. */
export function inspect(
  detection: Detection,
  call: SinkCall,
  { inputs, spentMs }: RequestContext,
): Verdict | undefined {
  if (spentMs > MAX_MILLISECONDS_PER_REQUEST) {
    counters.overBudget += 1;
    return detection.inspectConservatively(call, inputs);
  }
  return inspectWith(detection, call, inputs);
}

function groupByKind(): Record<SinkCall['kind'], Detection[]> {
  const groups: Record<SinkCall['kind'], Detection[]> = {
    sql: [],
    shell: [],
    program: [],
    path: [],
    connect: [],
    code: [],
  };
  for (const detection of detections) {
    for (const kind of detection.meta.judges) groups[kind].push(detection);
  }
  return groups;
}
