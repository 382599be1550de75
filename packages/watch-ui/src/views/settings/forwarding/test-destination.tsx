import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import type { Destination } from '../../../api/types.ts';
import { TestResult } from '../../../parts/test-result.tsx';

/** Sends a test and shows what became of it. */
export function TestDestination({
  destination: { id, name },
}: {
  destination: Destination;
}): ReactNode {
  const test = useChange('testDestination', ['listAudit']);
  const { isPending } = test;
  return (
    <>
      <button
        type="button"
        aria-label={`Send a test to ${name}`}
        disabled={isPending}
        onClick={() => test.mutate({ params: { id } })}
      >
        {isPending ? 'Sending…' : 'Send a test'}
      </button>
      <TestResult name={name} test={test} />
    </>
  );
}
