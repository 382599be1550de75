import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Events } from '../../views/events.tsx';

const events = getRouteApi('/signed-in/events');

export function EventsRoute(): ReactNode {
  const { block: _, view, ...search } = events.useSearch();
  const navigate = events.useNavigate();
  return (
    <Events
      search={search}
      asked={view}
      onSearch={(search) => void navigate({ search, replace: true })}
      onAsk={(view) => void navigate({ search: { ...search, view }, replace: true })}
    />
  );
}
