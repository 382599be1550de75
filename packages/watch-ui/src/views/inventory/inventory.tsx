import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../parts/page.tsx';
import { inventoryPages } from './inventory-pages.ts';

/** The frame of the inventory’s pages; each has its address. */
export function Inventory({ children }: { children: ReactNode }): ReactNode {
  return (
    <Page title="Inventory" lead="What your apps are made of, as guard sees it while they run.">
      <nav className="tabs" aria-label="Inventory">
        {inventoryPages.map(({ to, label }) => (
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
