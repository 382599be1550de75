import type { Judged } from './judged.ts';
import { routeOf } from './route.ts';

/** A weakness of the code shows at every request; one report a minute says as much. */
const QUIET_MILLISECONDS = 60_000;
const MAX_REMEMBERED = 1000;
const lastReported = new Map<string, number>();

/** True when this weakness was reported for the same route and function less than a minute ago. */
export function isRepeatedWeakness({ context, detection, point, verdict }: Judged): boolean {
  if (verdict.outcome !== 'weakness') return false;
  const key = `${detection.meta.id}\0${point.library}\0${point.api}\0${routeOf(context)}`;
  const time = performance.now();
  const last = lastReported.get(key);
  if (last !== undefined && time - last < QUIET_MILLISECONDS) return true;
  if (lastReported.size >= MAX_REMEMBERED) lastReported.clear();
  lastReported.set(key, time);
  return false;
}
