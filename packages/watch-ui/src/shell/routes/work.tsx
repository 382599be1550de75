import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ComplianceSearch } from '../../views/castle/compliance.tsx';
import type { PracticeSearch } from '../../views/castle/practices.tsx';
import type { WorkSearch } from '../../views/work/work-list.tsx';
import { signedIn } from '../root-routes.tsx';
import { oneOf, textIn } from '../search.ts';
import { standardNames, stateWords, statusWords, themes } from '../../words/practices.ts';

const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>): readonly Key[] =>
  Object.keys(words) as Key[];

const work = createRoute({
  getParentRoute: () => signedIn,
  path: '/work',
  validateSearch: (search): WorkSearch => ({
    state: oneOf(search, 'state', [...keysOf(stateWords), 'any']),
    who: oneOf(search, 'who', ['me', 'nobody']),
    app: textIn(search, 'app'),
    priority: oneOf(search, 'priority', ['critical', 'high', 'medium', 'low']),
    practice: textIn(search, 'practice'),
    late: oneOf(search, 'late', ['yes']),
  }),
  component: lazyRouteComponent(() => import('./work-pages.tsx'), 'WorkListRoute'),
});

const oneWork = createRoute({
  getParentRoute: () => signedIn,
  path: '/work/$id',
  validateSearch: (search): { ask?: 'accept' | undefined } => ({
    ask: oneOf(search, 'ask', ['accept']),
  }),
  component: lazyRouteComponent(() => import('./work-pages.tsx'), 'OneWorkRoute'),
});

const practices = createRoute({
  getParentRoute: () => signedIn,
  path: '/practices',
  validateSearch: (search): PracticeSearch => ({
    theme: oneOf(search, 'theme', themes),
    app: textIn(search, 'app'),
    status: oneOf(search, 'status', keysOf(statusWords)),
  }),
  component: lazyRouteComponent(() => import('./work-pages.tsx'), 'PracticesRoute'),
});

const practice = createRoute({
  getParentRoute: () => signedIn,
  path: '/practices/$id',
  component: lazyRouteComponent(() => import('./work-pages.tsx'), 'PracticeRoute'),
});

const compliance = createRoute({
  getParentRoute: () => signedIn,
  path: '/compliance',
  validateSearch: (search): ComplianceSearch => ({
    standard: oneOf(search, 'standard', keysOf(standardNames)),
    app: textIn(search, 'app'),
  }),
  component: lazyRouteComponent(() => import('./work-pages.tsx'), 'ComplianceRoute'),
});

/** What is to be mended, and how well the castle is kept. */
export const mending = [work, oneWork, practices, practice, compliance] as const;
