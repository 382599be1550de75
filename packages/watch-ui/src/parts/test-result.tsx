import type { ReactNode } from 'react';
import type { Result } from '../api/call.ts';

/** What became of a test: how long it took, or why it was not taken. */
export function TestResult({
  name,
  test: { data, error, isPending },
}: {
  name: string;
  test: {
    readonly data: Result<'testChannel'> | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
}): ReactNode {
  return (
    <span className="test-result" role="status">
      {!isPending && data?.isAccepted === true && (
        <span className="mark was-blocked">
          accepted in {data.tookMs} ms{data.status === undefined ? '' : ` (${data.status})`}
        </span>
      )}
      {!isPending && data?.isAccepted === false && (
        <span className="problem">
          {name} {data.problem}
        </span>
      )}
      {error && <span className="problem">{error.message}</span>}
    </span>
  );
}
