import type { ReactNode } from 'react';
import type { Operation } from '../api/call.ts';
import { useChange } from '../api/queries.ts';
import { say } from './toasts.tsx';

/** Does one thing to the row in which it stands, and tells what became of it. */
export function RowAct({
  operation,
  stale,
  id,
  text,
  label,
  done,
}: {
  operation: 'undoDecision' | 'revokeToken';
  /** What shows the row. */
  stale: readonly Operation[];
  id: string;
  text: string;
  /** Names the row too, for those who do not see it. */
  label: string;
  /** What is told once it is done. */
  done: string;
}): ReactNode {
  const act = useChange(operation, stale);
  // Told also when the row has gone meanwhile, which `mutate`'s own callbacks are not.
  const carryOut = async (): Promise<void> => {
    try {
      await act.mutateAsync({ params: { id } });
      say(done);
    } catch (error) {
      say((error as Error).message);
    }
  };
  return (
    <button
      type="button"
      aria-label={label}
      disabled={act.isPending}
      onClick={() => void carryOut()}
    >
      {text}
    </button>
  );
}
