import type { FrameworkView } from '../context/request-context.ts';

interface FrameworkProperties {
  body?: unknown;
  params?: unknown;
  route?: { path?: unknown };
  baseUrl?: unknown;
}

/**
 * Express, and what keeps its habits, hangs what it knows on Node's own request object: `body`,
 * `params`, `route.path` and `baseUrl`. Reading them when asked needs no hook.
 */
export function propertiesView(req: object): FrameworkView {
  const known = req as FrameworkProperties;
  return {
    body: () => known.body,
    params: () => known.params,
    route() {
      const path = known.route?.path;
      if (typeof path !== 'string') return undefined;
      return typeof known.baseUrl === 'string' ? known.baseUrl + path : path;
    },
  };
}
