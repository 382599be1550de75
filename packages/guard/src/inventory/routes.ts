import { type RouteSeen, wireLimits } from '@castellan/core';
import type { RequestContext } from '../context/request-context.ts';
import { Tally } from './tally.ts';

const byMethod = new Map<string, Tally>();
let isWanted = false;
let size = 0;
let leftOut = 0;

/** Routes are counted from now on: somebody will ask for them. */
export function watchRoutes(): void {
  isWanted = true;
}

/**
 * Counts a request whose answer is over under the pattern of its route. Where no framework tells one
 * all go under '': paths differ at every request of a scan, and may hold what is nobody's business.
 */
export function countRoute(context: RequestContext): void {
  if (!isWanted) return;
  const { method = '' } = context.req;
  const pattern = context.route ?? '';
  let tally = byMethod.get(method);
  if (tally === undefined) byMethod.set(method, (tally = new Tally(wireLimits.routes)));
  const isNew = !tally.has(pattern);
  if (isNew && size >= wireLimits.routes) {
    leftOut += 1;
    return;
  }
  if (isNew) size += 1;
  tally.add(pattern);
}

/** Routes with the requests since what was told last arrived. */
export function takeRoutes(): readonly RouteSeen[] {
  return [...byMethod].flatMap(([method, tally]) =>
    tally.take().map(({ key, count }) => ({
      method: method.slice(0, wireLimits.name) || 'unknown',
      pattern: key.slice(0, wireLimits.name),
      count,
    })),
  );
}

export function routesDelivered(): void {
  for (const tally of byMethod.values()) tally.delivered();
}

/** Requests to routes over the bound. */
export function routesLeftOut(): number {
  return leftOut;
}
