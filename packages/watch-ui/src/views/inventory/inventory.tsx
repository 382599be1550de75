import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../parts/page.tsx';

const pages = [
  { to: '/inventory', label: 'Apps' },
  { to: '/inventory/hosts', label: 'Hosts' },
  { to: '/inventory/packages', label: 'Packages' },
  { to: '/inventory/routes', label: 'Routes' },
  { to: '/inventory/outbound', label: 'Outbound' },
  { to: '/inventory/vendors', label: 'Vendors' },
] as const;

/** The frame of the inventory’s pages; each has its address. */
export function Inventory({ children }: { children: ReactNode }): ReactNode {
  return (
    <Page title="Inventory" lead="What your apps are made of, as guard sees it while they run.">
      <nav className="tabs" aria-label="Inventory">
        {pages.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/inventory', includeSearch: false }}
          >
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
