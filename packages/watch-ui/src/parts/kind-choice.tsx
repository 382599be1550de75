import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The kinds of a thing that can be added, each with an address of its own. */
export function KindChoice({
  label,
  to,
  kinds,
}: {
  label: string;
  to: '/settings/forwarding/new' | '/settings/monitors/new' | '/settings/notifications/new';
  kinds: readonly { readonly kind: string; readonly title: string }[];
}): ReactNode {
  return (
    <nav className="kinds" aria-label={label}>
      {kinds.map(({ kind, title }) => (
        <Link
          key={kind}
          to={to}
          search={{ kind }}
          replace
          className="button"
          activeOptions={{ includeSearch: true }}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
