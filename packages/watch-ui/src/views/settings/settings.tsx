import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../api/me.ts';
import { mayCall } from '../../api/call.ts';
import { Page } from '../../parts/page.tsx';
import { settingsPages } from './settings-pages.ts';

/** The frame of the settings’ pages; each has its address. */
export function Settings({ children }: { children: ReactNode }): ReactNode {
  const me = useMe();
  return (
    <Page title="Settings">
      <nav className="tabs" aria-label="Settings">
        {settingsPages
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
