import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../root-routes.tsx';
import { oneOf } from '../search.ts';

const all = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('../../views/playbooks/playbooks.tsx'), 'Playbooks'),
});
const added = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks/new',
  component: lazyRouteComponent(
    () => import('../../views/playbooks/new-playbook.tsx'),
    'NewPlaybook',
  ),
});
const one = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks/$id',
  validateSearch: (search): { ask?: 'change' | 'remove' | undefined } => ({
    ask: oneOf(search, 'ask', ['change', 'remove']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/playbooks/one-playbook.tsx'),
    'OnePlaybook',
  ),
});

const campaign = createRoute({
  getParentRoute: () => signedIn,
  path: '/campaigns/$id',
  validateSearch: (search): { ask?: 'block' | undefined } => ({
    ask: oneOf(search, 'ask', ['block']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/campaigns/one-campaign.tsx'),
    'OneCampaign',
  ),
});

/** Campaigns, and what is done without anybody being asked. */
export const playbooks = [all, added, one, campaign] as const;
