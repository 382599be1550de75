import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';
import type { SavedView } from '../api/types.ts';
import { asShortNumber } from '../words/text.ts';

const mostShown = 6;

/** How much each pinned view finds. */
export function PinnedViews(): ReactNode {
  const pinned = (useApi('listViews').data?.items ?? []).filter(({ isPinned }) => isPinned);
  if (pinned.length === 0) return null;
  return (
    <ul className="tiles pinned" aria-label="Pinned views">
      {pinned.slice(0, mostShown).map((view) => (
        <Pinned key={view.id} view={view} />
      ))}
    </ul>
  );
}

function Pinned({ view: { name, query } }: { view: SavedView }): ReactNode {
  const { data } = useApi('summariseEvents', { query: { q: query } });
  const count = data?.hours.reduce((sum, { blocked, logged }) => sum + blocked + logged, 0);
  const isMore = data?.countedBackTo !== undefined;
  const days = data && Math.round((Date.parse(data.until) - Date.parse(data.from)) / 86_400_000);
  return (
    <li className="tile">
      <Link to="/events" search={{ q: query }}>
        {name}
      </Link>
      <span className="figure">
        {count === undefined ? '…' : asShortNumber(count) + (isMore ? '+' : '')}
      </span>
      <span className="note">
        {days === undefined ? '' : days <= 1 ? 'in its last day' : `events in ${days} days`}
      </span>
    </li>
  );
}
