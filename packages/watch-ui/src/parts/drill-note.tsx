import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import type { Overview } from '../api/types.ts';

const named = new Intl.ListFormat('en');
const mostNamed = 3;

/** Stands beside what a drill made. */
export function DrillMark({ drillId }: { drillId: string | undefined }): ReactNode {
  return drillId !== undefined && <span className="mark drill">drill</span>;
}

/** Says that for long no drill has shown that people would be told. */
export function DrillNote({ due }: { due: Overview['drillDue'] }): ReactNode {
  const may = useMay('startDrill');
  const [first] = due;
  if (first === undefined) return null;
  const names = due.slice(0, mostNamed).map(({ name }) => name);
  const rest = due.length - names.length;
  const all = named.format(rest > 0 ? [...names, `${rest} more`] : names);
  return (
    <aside className="demo-note" aria-label="Drills">
      <p>
        For 90 days no drill has shown that people would be told of an attack on {all}. It takes a
        minute.
      </p>
      {may && (
        <Link to="/drills/new" search={{ app: first.id }} className="button">
          Run a drill
        </Link>
      )}
    </aside>
  );
}
