import { BlockedError, type Disposition, type Finding, type Mode } from '@castellan/core';
import { newFindingId } from '../context/request-context.ts';
import { beyondExceptions } from './beyond-exceptions.ts';
import { counters } from './counters.ts';
import { createFinding } from './create-finding.ts';
import { enforcement } from './enforcement.ts';
import type { Judged } from './judged.ts';
import { refuse } from './refuse.ts';
import { isRepeatedWeakness } from './repeated-weakness.ts';
import { routeOf } from './route.ts';

/**
 * Decides what is done about a verdict, does it, and reports it. Returns the error that the call
 * must fail with when the request was refused.
 */
export function dispose(given: Judged): BlockedError | undefined {
  const mode = modeOf(given);
  if (mode === 'off') return undefined;
  const verdict = beyondExceptions(given);
  if (verdict === undefined) return undefined;
  const judged = verdict === given.verdict ? given : { ...given, verdict };
  const { context, detection } = judged;
  const blocks = mode === 'block' && verdict.outcome === 'attack';
  const findingId = newFindingId();
  // The order matters: whatever goes wrong while explaining, the call has been refused by then.
  if (blocks) {
    counters.blocked += 1;
    refuse(context, findingId);
  }
  if (blocks || !isRepeatedWeakness(judged)) {
    if (!blocks) counters.logged += 1;
    report(judged, findingId, mode, blocks ? 'blocked' : 'logged');
  }
  return blocks ? new BlockedError(findingId, detection.meta.id) : undefined;
}

function modeOf({ context, call, detection }: Judged): Mode {
  const { policy } = enforcement();
  if (call.kind === 'connect' && policy.isAllowedHost(call.host)) return 'off';
  return policy.modeOf(detection.meta.id, context.req.method ?? 'GET', routeOf(context));
}

function report(judged: Judged, id: string, mode: Mode, disposition: Disposition): void {
  try {
    const finding: Finding = createFinding(judged, { id, mode, disposition });
    enforcement().report(finding);
  } catch {
    counters.faults += 1;
  }
}
