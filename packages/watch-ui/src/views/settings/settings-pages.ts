import type { Operation } from '../../api/call.ts';

/** The pages of the settings, in the order of their tabs; the palette finds them too. */
export const settingsPages = [
  { to: '/settings', label: 'Your account', needs: 'changePassword' },
  { to: '/settings/people', label: 'People', needs: 'listPeople' },
  { to: '/settings/sign-in', label: 'Sign-in', needs: 'getSignInProvider' },
  { to: '/settings/notifications', label: 'Notifications', needs: 'listChannels' },
  { to: '/settings/forwarding', label: 'Forwarding', needs: 'listDestinations' },
  { to: '/settings/monitors', label: 'Monitors', needs: 'listMonitors' },
  { to: '/settings/critical-networks', label: 'Critical networks', needs: 'listCriticalNetworks' },
  { to: '/settings/user-risk', label: 'Users at risk', needs: 'getUserRisk' },
  { to: '/settings/work', label: 'Work', needs: 'getWorkSettings' },
  { to: '/settings/tokens', label: 'Tokens', needs: 'listTokens' },
  { to: '/settings/audit', label: 'Audit log', needs: 'listAudit' },
] as const satisfies readonly {
  readonly to: string;
  readonly label: string;
  readonly needs: Operation;
}[];
