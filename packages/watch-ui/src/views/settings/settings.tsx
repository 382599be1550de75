import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Operation } from '../../api/call.ts';
import { useMe } from '../../api/me.ts';
import { mayCall } from '../../api/call.ts';
import { Page } from '../../parts/page.tsx';

const pages: readonly {
  readonly to:
    | '/settings'
    | '/settings/people'
    | '/settings/sign-in'
    | '/settings/notifications'
    | '/settings/forwarding'
    | '/settings/monitors'
    | '/settings/critical-networks'
    | '/settings/user-risk'
    | '/settings/work'
    | '/settings/tokens'
    | '/settings/audit';
  readonly label: string;
  readonly needs: Operation;
}[] = [
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
];

/** The frame of the settings’ pages; each has its address. */
export function Settings({ children }: { children: ReactNode }): ReactNode {
  const me = useMe();
  return (
    <Page title="Settings">
      <nav className="tabs" aria-label="Settings">
        {pages
          .filter(({ needs }) => me !== undefined && mayCall(me, needs))
          .map(({ to, label }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/settings' }}>
              {label}
            </Link>
          ))}
      </nav>
      {children}
    </Page>
  );
}
