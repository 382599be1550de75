import { BlockedError } from '@castellan/core';
import type { Inputs, Occurrence } from '../context/inputs.ts';
import type { RequestContext } from '../context/request-context.ts';
import type { Detection, Verdict } from '../detections/detection.ts';
import type { SqlCall } from '../detections/sink-call.ts';
import { rememberIfClean } from './clean-calls.ts';
import { counters } from './counters.ts';
import { dispose } from './dispose.ts';
import { inspectWith } from './inspect-with.ts';
import { charge, detectionsByKind, inspect, inspectUnread } from './judge.ts';
import type { SinkPoint } from './judged.ts';
import { isKnownShape, ownPiecesOf, rememberShape } from './statement-shapes.ts';

/** The requests that may have caused a statement whose asynchronous context cannot be trusted. */
export interface Candidates {
  readonly current: RequestContext | undefined;
  readonly others: readonly RequestContext[];
  /** False when there are more requests than these. */
  readonly areAll: boolean;
}

/**
 * Judges a statement that any of several requests may have caused, and refuses those whose input it
 * was. Only a text that holds nothing of any of them is remembered as the app's own. Never throws.
 */
export function judgeAmong(
  candidates: () => Candidates,
  point: SinkPoint,
  call: SqlCall,
): BlockedError | undefined {
  let blocked: BlockedError | undefined;
  try {
    const { current, others, areAll } = candidates();
    const known = current === undefined ? others : [current, ...others];
    let isClean = areAll && known.length > 0;
    // All of them are asked: whose statement it was cannot be told among those who sent the same.
    for (const context of known) {
      const found = context === current ? judgeCurrent(context, call) : attackOf(context, call);
      if (found === undefined) continue;
      isClean = false;
      blocked = refuseFor(context, { point, call, ...found }) ?? blocked;
    }
    if (isClean) remember(call, known);
  } catch {
    counters.faults += 1;
  }
  return blocked;
}

interface Found {
  readonly detection: Detection;
  readonly verdict: Verdict;
}

function judgeCurrent(context: RequestContext, call: SqlCall): Found | undefined {
  const started = performance.now();
  const found = firstVerdict(call, (detection) => {
    const verdict = inspect(detection, call, context);
    if (verdict !== undefined || isKnownShape(call)) return verdict;
    return inspectUnread(detection, call, context);
  });
  charge(context, started, call.text.length);
  return found;
}

/** What builders begin conditions with (`WHERE 1=1 AND …`), and what everybody who tries sends. */
const IDIOM = /^\s*[0-9]+\s*(?:=|<>|!=|<|>)\s*[0-9]+\s*$/;

/**
 * Attacks only, since a likeness in harmless words is most likely chance; and without the limit on a
 * request's time, to which statements of others would be held. What is excused hides nothing else.
 */
function attackOf({ inputs }: RequestContext, call: SqlCall): Found | undefined {
  return firstVerdict(call, (detection) => {
    const verdict = attackIn(detection, call, inputs);
    if (verdict === undefined) return undefined;
    const isOwnPiece = ownPiecesOf(call);
    const isExcused = ({ start, end }: Occurrence): boolean => {
      const piece = call.text.slice(start, end);
      return IDIOM.test(piece) || isOwnPiece(piece);
    };
    if (!isExcused(verdict.occurrence)) return verdict;
    return attackIn(detection, call, without(inputs, isExcused));
  });
}

function attackIn(detection: Detection, call: SqlCall, inputs: Inputs): Verdict | undefined {
  const verdict = inspectWith(detection, call, inputs);
  return verdict?.outcome === 'attack' ? verdict : undefined;
}

/** The same inputs, but for those of their places in a text that are excused. */
function without(inputs: Inputs, isExcused: (occurrence: Occurrence) => boolean): Inputs {
  return {
    occurrencesIn: (text) => inputs.occurrencesIn(text).filter((one) => !isExcused(one)),
    equalTo: (text) => inputs.equalTo(text),
    holdPiece: (text) => inputs.holdPiece(text),
    values: () => inputs.values(),
    truncated: inputs.truncated,
    hidesText: inputs.hidesText,
  };
}

function firstVerdict(
  call: SqlCall,
  judge: (detection: Detection) => Verdict | undefined,
): Found | undefined {
  for (const detection of detectionsByKind[call.kind]) {
    const verdict = judge(detection);
    if (verdict !== undefined) return { detection, verdict };
  }
  return undefined;
}

function refuseFor(
  context: RequestContext,
  found: Found & { readonly point: SinkPoint; readonly call: SqlCall },
): BlockedError | undefined {
  // Refused before: many who send the same would otherwise be reported once for each statement.
  if (context.blockedBy !== undefined && found.verdict.outcome === 'attack') {
    return new BlockedError(context.blockedBy, found.detection.meta.id);
  }
  return dispose({ context, ...found });
}

function remember(call: SqlCall, known: readonly RequestContext[]): void {
  rememberIfClean(call, call.text, ...known.map(({ inputs }) => inputs));
  if (!known.some(({ inputs }) => inputs.truncated)) rememberShape(call);
}
