import type { RequestContext } from '../context/request-context.ts';

/**
 * The route that a request matched, or its path where no framework tells. A path that could mean
 * another one after normalisation is given as '' so that no exception in the policy matches it.
 */
export function routeOf({ framework, req }: RequestContext): string {
  const route = framework?.route();
  if (route !== undefined) return route;
  const path = pathOf(req.url);
  return /\/\/|\.\.|%2e|%2f|%5c|\\/i.test(path) ? '' : path;
}

export function pathOf(url: string | undefined): string {
  if (url === undefined) return '/';
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
