import type { RequestContext } from '../context/request-context.ts';

/**
 * The route that a request matched, or its path where no framework tells. A path that could mean
 * another one after normalisation is given as '' so that no exception in the policy matches it.
 */
export function routeOf({ route, url }: RequestContext): string {
  if (route !== undefined) return route;
  const path = pathOf(url);
  return /\/\/|\.\.|%2e|%2f|%5c|\\/i.test(path) ? '' : path;
}

export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
