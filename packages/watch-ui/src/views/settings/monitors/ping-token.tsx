import type { ReactNode } from 'react';
import { useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { CopyLine } from '../../../parts/copy-line.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Problem } from '../../../parts/page.tsx';

/** Makes the token that a monitor is pinged with, and shows the line for the job that backs up. */
export function PingToken({
  monitor: { id, name },
  onClose,
}: {
  monitor: Monitor;
  onClose: () => void;
}): ReactNode {
  const make = useChange('makeMonitorToken', ['listAudit']);
  const line = (token: string, body: object): string =>
    `curl -fsS -H "Authorization: Bearer ${token}" --json '${JSON.stringify(body)}' ${location.origin}/api/v1/monitors/${id}/ping`;
  return (
    <Dialog title={`Pings of ${name}`} onClose={onClose}>
      {make.data === undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate({ params: { id } });
          }}
        >
          <p>
            The job that backs up tells of itself with a token of its own. It is shown once, and
            ends the one before.
          </p>
          <Problem error={make.error} />
          <div className="actions">
            <button type="button" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className="main" disabled={make.isPending} data-first="">
              Make a token
            </button>
          </div>
        </form>
      )}
      {make.data !== undefined && (
        <>
          <p>At the end of each backup, with its size in bytes:</p>
          <CopyLine text={line(make.data.token, { bytes: 123456 })} label="Ping of a backup" />
          <p>After each test that brings one back:</p>
          <CopyLine
            text={line(make.data.token, { kind: 'restore' })}
            label="Ping of a restore test"
          />
          <p className="hint">This token is not shown again.</p>
          <div className="actions">
            <button type="button" onClick={onClose}>
              Done
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
