import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import type { Channel } from '../../../api/types.ts';

/** Sends a test and shows what became of it. */
export function TestButton({
  channel: { id, name },
  isMain = false,
}: {
  channel: Pick<Channel, 'id' | 'name'>;
  isMain?: boolean;
}): ReactNode {
  const test = useChange('testChannel', ['listChannels', 'listDeliveries', 'listAudit']);
  const { data, error, isPending } = test;
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
    </>
  );
}
