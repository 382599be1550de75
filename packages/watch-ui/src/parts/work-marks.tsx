import type { ReactNode } from 'react';
import type { WorkItem } from '../api/types.ts';
import { stateWords } from '../words/practices.ts';
import { Ago } from './time.tsx';

/** Where the mending stands, and that it came back. */
export function WorkMark({ item }: { item: Pick<WorkItem, 'state' | 'reopened'> }): ReactNode {
  return (
    <>
      <span className={`mark work-${item.state}`}>{stateWords[item.state]}</span>
      {item.reopened > 0 && (
        <span className="mark work-open">
          came back{item.reopened > 1 ? ` ${item.reopened} times` : ''}
        </span>
      )}
    </>
  );
}

/** When it is due; too late stands out. Nothing where nobody has to do anything. */
export function Due({
  item: { state, dueAt, isOverdue },
}: {
  item: Pick<WorkItem, 'state' | 'dueAt' | 'isOverdue'>;
}): ReactNode {
  if (state !== 'open' && state !== 'in-work') return null;
  return (
    <span className={isOverdue ? 'overdue' : undefined}>
      {isOverdue ? 'overdue, ' : 'due '}
      <Ago time={dueAt} />
    </span>
  );
}
