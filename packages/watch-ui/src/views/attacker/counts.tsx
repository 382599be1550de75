import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AttackerPage } from '../../api/types.ts';
import { asNumber } from '../../words/text.ts';

type Counted = AttackerPage['routes'][number];

const firstShown = 8;

/** Values of one kind with how many events there are of each; each leads to these events. */
export function Counts({
  title,
  of,
  queryOf,
  textOf = ({ value }) => value,
  asideOf,
}: {
  title: string;
  of: readonly Counted[];
  queryOf: (one: Counted) => string;
  textOf?: (one: Counted) => ReactNode;
  asideOf?: (one: Counted) => ReactNode;
}): ReactNode {
  if (of.length === 0) return null;
  const [first, more] = [of.slice(0, firstShown), of.slice(firstShown)];
  const rows = (some: readonly Counted[]): ReactNode => (
    <ul>
      {some.map((one) => (
        <li key={`${one.appId ?? ''} ${one.value}`}>
          <Link to="/events" search={{ q: queryOf(one) }} className="clip">
            {textOf(one)}
          </Link>
          {asideOf?.(one)}
          <span className="number">
            {asNumber(one.events)}
            <small>
              {one.blocked >= one.events ? 'all blocked' : `${asNumber(one.blocked)} blocked`}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <section className="counts" aria-label={title}>
      <h2>{title}</h2>
      {rows(first)}
      {more.length > 0 && (
        <details>
          <summary>{more.length} more</summary>
          {rows(more)}
        </details>
      )}
    </section>
  );
}
