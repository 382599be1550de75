import { BlockedError } from '@castellan/core';
import { currentRequest, type RequestContext } from '../context/request-context.ts';
import type { Inputs } from '../context/inputs.ts';
import type { Detection, Verdict } from '../detections/detection.ts';
import { detections } from '../detections/registry.generated.ts';
import type { SinkCall } from '../detections/sink-call.ts';
import { cleanKey, isKnownClean, rememberIfClean } from './clean-calls.ts';
import { counters } from './counters.ts';
import { dispose } from './dispose.ts';
import type { SinkPoint } from './judged.ts';

/** Time that detections may spend on one request before its further calls get the cheap test. */
const MAX_MILLISECONDS_PER_REQUEST = 100;

const detectionsByKind = groupByKind();
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
    context.spentMs += now() - started;
  }
}

/** The requests that may have caused a call whose asynchronous context cannot be trusted. */
export interface Candidates {
  readonly current: RequestContext | undefined;
  /** Those whose attacks only are looked for: a likeness in harmless words is most likely chance. */
  readonly others: readonly RequestContext[];
  /** False when there are more requests than these. */
  readonly areAll: boolean;
}

/**
 * Judges a call that any of several requests may have caused, and refuses those whose input it was.
 * Only a text that holds nothing of any of them is remembered as the app's own. Never throws.
 */
export function judgeAmong(
  candidates: () => Candidates,
  point: SinkPoint,
  call: SinkCall,
): BlockedError | undefined {
  counters.inspected += 1;
  const key = cleanKey(call);
  if (key !== undefined && isKnownClean(call, key)) return undefined;
  let blocked: BlockedError | undefined;
  try {
    const { current, others, areAll } = candidates();
    const known = current === undefined ? others : [current, ...others];
    // All of them are asked: whose statement it was cannot be told among those who sent the same.
    for (const context of known) {
      const judgeOne = context === current ? judgeTimed : judgeStranger;
      blocked = judgeOne(context, point, call) ?? blocked;
    }
    if (blocked === undefined && areAll && known.length > 0 && key !== undefined) {
      rememberIfClean(call, key, ...known.map(({ inputs }) => inputs));
    }
  } catch {
    counters.faults += 1;
  }
  return blocked;
}

function judgeTimed(context: RequestContext, point: SinkPoint, call: SinkCall) {
  const started = now();
  const blocked = judgeUnknown(context, point, call, undefined);
  context.spentMs += now() - started;
  return blocked;
}

/** Without the limit on a request's time, which others' statements would be held to. */
function judgeStranger(context: RequestContext, point: SinkPoint, call: SinkCall) {
  for (const detection of detectionsByKind[call.kind]) {
    const verdict = inspectClosely(detection, call, context.inputs);
    if (verdict?.outcome !== 'attack') continue;
    if (context.blockedBy !== undefined) {
      return new BlockedError(context.blockedBy, detection.meta.id);
    }
    const blocked = dispose({ context, point, call, detection, verdict });
    if (blocked !== undefined) return blocked;
  }
  return undefined;
}

function judgeUnknown(
  context: RequestContext,
  point: SinkPoint,
  call: SinkCall,
  key: string | undefined,
): BlockedError | undefined {
  let isClean = true;
  for (const detection of detectionsByKind[call.kind]) {
    const verdict = inspect(detection, call, context);
    if (verdict === undefined) continue;
    isClean = false;
    const blocked = dispose({ context, point, call, detection, verdict });
    if (blocked !== undefined) return blocked;
  }
  if (isClean && key !== undefined) rememberIfClean(call, key, context.inputs);
  return undefined;
}

function inspect(
  detection: Detection,
  call: SinkCall,
  { inputs, spentMs }: RequestContext,
): Verdict | undefined {
  if (spentMs > MAX_MILLISECONDS_PER_REQUEST) {
    counters.overBudget += 1;
    return detection.inspectConservatively(call, inputs);
  }
  return inspectClosely(detection, call, inputs);
}

function inspectClosely(detection: Detection, call: SinkCall, inputs: Inputs): Verdict | undefined {
  try {
    return detection.inspect(call, inputs);
  } catch {
    counters.faults += 1;
    return detection.inspectConservatively(call, inputs);
  }
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
