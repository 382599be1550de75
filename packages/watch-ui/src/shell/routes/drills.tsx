import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../root-routes.tsx';
import { textIn } from '../search.ts';

const all = createRoute({
  getParentRoute: () => signedIn,
  path: '/drills',
  component: lazyRouteComponent(() => import('../../views/drills/drills.tsx'), 'Drills'),
});
const added = createRoute({
  getParentRoute: () => signedIn,
  path: '/drills/new',
  validateSearch: (search): { app?: string | undefined } => ({ app: textIn(search, 'app') }),
  component: lazyRouteComponent(() => import('../../views/drills/new-drill.tsx'), 'NewDrill'),
});
const one = createRoute({
  getParentRoute: () => signedIn,
  path: '/drills/$id',
  component: lazyRouteComponent(() => import('../../views/drills/one-drill.tsx'), 'OneDrill'),
});

/** Harmless attacks that show whether people would be told. */
export const drills = [all, added, one] as const;
