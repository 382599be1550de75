import { createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Account } from '../../views/settings/account.tsx';
import { Audit } from '../../views/settings/audit.tsx';
import type { NotificationSearch } from '../../views/settings/notifications/notifications.tsx';
import { People } from '../../views/settings/people.tsx';
import { Settings } from '../../views/settings/settings.tsx';
import { Tokens } from '../../views/settings/tokens.tsx';
import { signedIn } from '../root-routes.tsx';
import { oneOf, textIn } from '../search.ts';

const frame = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: function SettingsRoute(): ReactNode {
    return (
      <Settings>
        <Outlet />
      </Settings>
    );
  },
});
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  validateSearch: (search): { apps?: string | undefined } => ({ apps: textIn(search, 'apps') }),
  component: function PeopleRoute(): ReactNode {
    return <People changing={people.useSearch().apps} />;
  },
});
const signInProvider = createRoute({
  getParentRoute: () => frame,
  path: '/sign-in',
  validateSearch: (search): { remove?: 'ask' | undefined } => ({
    remove: oneOf(search, 'remove', ['ask']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/settings/provider/sign-in-provider.tsx'),
    'SignInProvider',
  ),
});
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  validateSearch: (search): NotificationSearch => ({
    channel: textIn(search, 'channel'),
    state: oneOf(search, 'state', ['waiting', 'gathered', 'told', 'delivered', 'failed']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/settings/notifications/notifications.tsx'),
    'Notifications',
  ),
});
const newChannel = createRoute({
  getParentRoute: () => frame,
  path: '/notifications/new',
  validateSearch: (search): { kind?: string | undefined } => ({ kind: textIn(search, 'kind') }),
  component: lazyRouteComponent(
    () => import('../../views/settings/notifications/new-channel.tsx'),
    'NewChannel',
  ),
});
const channel = createRoute({
  getParentRoute: () => frame,
  path: '/notifications/$id',
  validateSearch: (search): { remove?: 'ask' | undefined } => ({
    remove: oneOf(search, 'remove', ['ask']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/settings/notifications/edit-channel.tsx'),
    'EditChannel',
  ),
});
const monitors = createRoute({
  getParentRoute: () => frame,
  path: '/monitors',
  component: lazyRouteComponent(
    () => import('../../views/settings/monitors/monitors.tsx'),
    'Monitors',
  ),
});
const newMonitor = createRoute({
  getParentRoute: () => frame,
  path: '/monitors/new',
  validateSearch: (search): { kind?: string | undefined } => ({ kind: textIn(search, 'kind') }),
  component: lazyRouteComponent(
    () => import('../../views/settings/monitors/new-monitor.tsx'),
    'NewMonitor',
  ),
});
const monitor = createRoute({
  getParentRoute: () => frame,
  path: '/monitors/$id',
  validateSearch: (
    search,
  ): { remove?: 'ask' | undefined; ask?: 'acknowledge' | 'token' | undefined } => ({
    remove: oneOf(search, 'remove', ['ask']),
    ask: oneOf(search, 'ask', ['acknowledge', 'token']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/settings/monitors/one-monitor.tsx'),
    'OneMonitor',
  ),
});
const editMonitor = createRoute({
  getParentRoute: () => frame,
  path: '/monitors/$id/edit',
  component: lazyRouteComponent(
    () => import('../../views/settings/monitors/edit-monitor.tsx'),
    'EditMonitor',
  ),
});
const criticalNetworks = createRoute({
  getParentRoute: () => frame,
  path: '/critical-networks',
  component: lazyRouteComponent(
    () => import('../../views/settings/critical-networks.tsx'),
    'CriticalNetworks',
  ),
});
const userRisk = createRoute({
  getParentRoute: () => frame,
  path: '/user-risk',
  component: lazyRouteComponent(() => import('../../views/settings/user-risk.tsx'), 'UserRisk'),
});
const workSettings = createRoute({
  getParentRoute: () => frame,
  path: '/work',
  component: lazyRouteComponent(
    () => import('../../views/settings/work-settings.tsx'),
    'WorkSettings',
  ),
});
const forwarding = createRoute({
  getParentRoute: () => frame,
  path: '/forwarding',
  component: lazyRouteComponent(
    () => import('../../views/settings/forwarding/forwarding.tsx'),
    'Forwarding',
  ),
});
const newDestination = createRoute({
  getParentRoute: () => frame,
  path: '/forwarding/new',
  validateSearch: (search): { kind?: string | undefined } => ({ kind: textIn(search, 'kind') }),
  component: lazyRouteComponent(
    () => import('../../views/settings/forwarding/new-destination.tsx'),
    'NewDestination',
  ),
});
const destination = createRoute({
  getParentRoute: () => frame,
  path: '/forwarding/$id',
  validateSearch: (search): { remove?: 'ask' | undefined } => ({
    remove: oneOf(search, 'remove', ['ask']),
  }),
  component: lazyRouteComponent(
    () => import('../../views/settings/forwarding/edit-destination.tsx'),
    'EditDestination',
  ),
});
const settingsPages = [
  createRoute({ getParentRoute: () => frame, path: '/', component: Account }),
  people,
  signInProvider,
  createRoute({ getParentRoute: () => frame, path: '/tokens', component: Tokens }),
  createRoute({ getParentRoute: () => frame, path: '/audit', component: Audit }),
  notifications,
  newChannel,
  channel,
  monitors,
  newMonitor,
  monitor,
  editMonitor,
  criticalNetworks,
  userRisk,
  workSettings,
  forwarding,
  newDestination,
  destination,
] as const;

/** The settings’ pages. Those that few people need are loaded when they are opened. */
export const settings = frame.addChildren(settingsPages);
