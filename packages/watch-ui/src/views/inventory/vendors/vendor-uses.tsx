import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Vendor } from '../../../api/types.ts';

/** The apps that reach a domain, and at which of its hosts. */
export function VendorUses({ uses }: { uses: Vendor['uses'] }): ReactNode {
  if (uses.length === 0) return <span className="soft">no guarded app</span>;
  return uses.map(({ appId, app, environment, hosts }) => (
    <div key={appId + environment}>
      <Link to="/apps/$id" params={{ id: appId }}>
        {app}
      </Link>{' '}
      <span className="soft">{environment}</span>
      <small className="cause">{hosts.join(', ')}</small>
    </div>
  ));
}
