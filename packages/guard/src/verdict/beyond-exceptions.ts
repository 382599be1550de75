import type { Inputs, Occurrence } from '../context/inputs.ts';
import type { Verdict } from '../detections/detection.ts';
import { enforcement } from './enforcement.ts';
import { inspectWith } from './inspect-with.ts';
import type { Judged } from './judged.ts';
import { routeOf } from './route.ts';

/**
 * The verdict where a false alarm that the policy knows is left out: another input in the same call is
 * judged all the same, and a value that was also sent elsewhere is no false alarm.
 */
export function beyondExceptions(judged: Judged): Verdict | undefined {
  const { exceptions } = enforcement().policy;
  if (exceptions.uses.length === 0) return judged.verdict;
  const { context, detection, call, verdict } = judged;
  const method = context.req.method ?? 'GET';
  const route = routeOf(context);
  const now = Date.now();
  const holds = (path: string): boolean =>
    exceptions.covers(detection.meta.id, method, route, path, now) !== undefined;
  const isExcepted = ({ input }: Occurrence): boolean =>
    holds(input.path) &&
    context.inputs.values().every((one) => one.value !== input.value || holds(one.path));
  if (!isExcepted(verdict.occurrence)) return verdict;
  const left = inspectWith(detection, call, without(context.inputs, isExcepted));
  if (left === undefined) {
    const { path } = verdict.occurrence.input;
    exceptions.covers(detection.meta.id, method, route, path, now)?.count();
  }
  return left;
}

function without(inputs: Inputs, isLeftOut: (occurrence: Occurrence) => boolean): Inputs {
  return {
    occurrencesIn: (text) => inputs.occurrencesIn(text).filter((one) => !isLeftOut(one)),
    equalTo: (text) => {
      const found = inputs.equalTo(text);
      return found === undefined || isLeftOut(found) ? undefined : found;
    },
    holdPiece: (text) => inputs.holdPiece(text),
    values: () => inputs.values(),
    truncated: inputs.truncated,
    hidesText: inputs.hidesText,
  };
}
