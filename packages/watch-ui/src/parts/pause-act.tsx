import type { ReactNode } from 'react';
import type { Operation } from '../api/call.ts';
import { useChange } from '../api/queries.ts';
import { say } from './toasts.tsx';

/** Pauses or resumes the row in which it stands. */
export function PauseAct({
  operation,
  list,
  row: { id, name, isPaused },
  paused,
  resumed,
}: {
  operation: 'changeChannel' | 'changeDestination';
  /** What shows the row. */
  list: Operation;
  row: { readonly id: string; readonly name: string; readonly isPaused: boolean };
  /** What is told then, after the name. */
  paused: string;
  resumed: string;
}): ReactNode {
  const change = useChange(operation, [list, 'listAudit']);
  const word = isPaused ? 'Resume' : 'Pause';
  return (
    <button
      type="button"
      aria-label={`${word} ${name}`}
      onClick={() =>
        change.mutate(
          { params: { id }, body: { isPaused: !isPaused } },
          {
            onSuccess: () => say(`${name} ${isPaused ? resumed : paused}`),
            onError: ({ message }) => say(message),
          },
        )
      }
    >
      {word}
    </button>
  );
}
