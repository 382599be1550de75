import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import type { Incident } from '../api/types.ts';
import { RowAct } from './row-act.tsx';
import { Ago } from './time.tsx';

/** Says that the attacker is kept out already, where else the block would be offered. */
export function BlockedAlready({
  actor,
  block,
}: {
  actor: string;
  block: NonNullable<Incident['block']>;
}): ReactNode {
  const mayUndo = useMay('undoDecision');
  return (
    <span className="marks">
      <span className="mark was-blocked">kept out</span>
      <Link to="/decisions" search={{ about: actor } as never}>
        blocked <Ago time={block.since} />
      </Link>
      {mayUndo && (
        <RowAct
          operation="undoDecision"
          stale={['listDecisions', 'listIncidents', 'getIncident', 'getOverview', 'listAudit']}
          id={block.id}
          text="Undo"
          label={`Undo the block of ${actor}`}
          done={`${actor} may come in again.`}
        />
      )}
    </span>
  );
}
