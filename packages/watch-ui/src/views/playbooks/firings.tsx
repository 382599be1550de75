import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import { AddressLink } from '../../parts/address-link.tsx';
import { Empty, Loading, Problem } from '../../parts/page.tsx';
import { RowAct } from '../../parts/row-act.tsx';
import { Moment } from '../../parts/time.tsx';

/** What a playbook did, with the way back. */
export function Firings({ id }: { id: string }): ReactNode {
  const { data, error } = useApi('listFirings', { params: { id }, query: { limit: 100 } });
  const mayUndo = useMay('undoDecision');
  if (!data) return error ? <Problem error={error} /> : <Loading />;
  if (data.items.length === 0) {
    return (
      <Empty title="It has not fired yet">
        <p>
          Each time it does stands here: for whom, why, what was decided, and how to take it back.
        </p>
      </Empty>
    );
  }
  return (
    <ol className="timeline firings">
      {data.items.map(({ id, at, actor, explanation, decisionId, isInForce, spared }) => (
        <li key={id} data-row="">
          <Moment time={at} />
          <span>
            {actor.kind === 'address' ? (
              <AddressLink address={actor.value} isRow />
            ) : (
              <span className="row-link number">{actor.value}</span>
            )}
            <small>{explanation}</small>
            {spared !== undefined && <small>{spared}</small>}
          </span>
          <span className="marks">
            <span className={isInForce ? 'mark was-blocked' : 'mark'}>
              {isInForce
                ? 'in force'
                : spared !== undefined
                  ? 'spared'
                  : decisionId === undefined
                    ? 'told'
                    : 'over'}
            </span>
            {isInForce && mayUndo && decisionId !== undefined && (
              <RowAct
                operation="undoDecision"
                stale={[
                  'listFirings',
                  'listDecisions',
                  'listIncidents',
                  'getIncident',
                  'getOverview',
                ]}
                id={decisionId}
                text="Undo"
                label={`Undo what was decided about ${actor.value}`}
                done={`What was decided about ${actor.value} is undone.`}
              />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
