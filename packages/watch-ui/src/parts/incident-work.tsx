import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { useApi, useChange } from '../api/queries.ts';
import { Problem, Section } from './page.tsx';
import { Due, WorkMark } from './work-marks.tsx';

/** The work that mends what an incident showed. */
export function IncidentWork({ id }: { id: string }): ReactNode {
  const found = useApi('getIncidentWork', { params: { id } });
  const mayTakeUp = useMay('takeUpIncident');
  const takeUp = useChange('takeUpIncident', ['getIncidentWork', 'listWork', 'countWork']);
  const item = found.data?.item;
  if (found.data === undefined || (item === undefined && !mayTakeUp)) return null;
  return (
    <Section title="Work">
      {item ? (
        <p className="marks">
          <Link to="/work/$id" params={{ id: item.id }} className="row-link">
            {item.title}
          </Link>
          <WorkMark item={item} />
          <span className="soft">{item.assignee ?? 'nobody'} has it</span> <Due item={item} />
        </p>
      ) : (
        <div className="actions">
          <button
            type="button"
            disabled={takeUp.isPending}
            onClick={() => takeUp.mutate({ params: { id } })}
          >
            Make work of it
          </button>
          <span className="soft">To assign it, follow its mending, or ask for an exception.</span>
        </div>
      )}
      <Problem error={takeUp.error} />
    </Section>
  );
}
