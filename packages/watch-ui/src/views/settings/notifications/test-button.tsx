import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import type { Channel } from '../../../api/types.ts';
import { TestResult } from '../../../parts/test-result.tsx';

/** Sends a test and shows what became of it. */
export function TestButton({
  channel: { id, name },
  isMain = false,
}: {
  channel: Pick<Channel, 'id' | 'name'>;
  isMain?: boolean;
}): ReactNode {
  const test = useChange('testChannel', ['listChannels', 'listDeliveries', 'listAudit']);
  const { isPending } = test;
  return (
    <>
      <button
        type="button"
        className={isMain ? 'main' : undefined}
        aria-label={`Test now: ${name}`}
        disabled={isPending}
        onClick={() => test.mutate({ params: { id } })}
      >
        {isPending ? 'Sending…' : 'Test now'}
      </button>
      <TestResult name={name} test={test} />
    </>
  );
}
