import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';

type Change = NonNullable<Monitor['changes']>[number];

/** What is other than expected, before and after, and the way to accept it. */
export function MonitorChanges({ monitor }: { monitor: Monitor }): ReactNode {
  const { changes = [] } = monitor;
  if (changes.length === 0) return null;
  return (
    <Section title="Other than expected" aside={<Accept monitor={monitor} />}>
      <table className="table changes">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.name} data-row="">
              <td>
                {change.name}
                {change.more > 0 && <small>and {change.more} lines more</small>}
              </td>
              <Lines change={change} side="before" />
              <Lines change={change} side="after" />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Lines({ change, side }: { change: Change; side: 'before' | 'after' }): ReactNode {
  const lines = change[side];
  const sign = side === 'before' ? '−' : '+';
  return (
    <td className={`lines lines-${side}`}>
      <span className="on-phone">{side === 'before' ? 'before' : 'now'}</span>
      {lines.length === 0 && (
        <span className="soft">nothing {side === 'before' ? 'gone' : 'new'}</span>
      )}
      {lines.map((line) => (
        <code key={line}>
          <span aria-hidden="true">{sign} </span>
          {line}
        </code>
      ))}
    </td>
  );
}

function Accept({ monitor: { id, name, checkedAt } }: { monitor: Monitor }): ReactNode {
  const mayAccept = useMay('acceptLook');
  const accept = useChange('acceptLook', ['listMonitors', 'listLooks', 'listAudit']);
  if (!mayAccept || checkedAt === undefined) return null;
  return (
    <button
      type="button"
      className="main"
      disabled={accept.isPending}
      onClick={() =>
        void accept
          .mutateAsync({ params: { id }, body: { checkedAt } })
          .then(() => say(`${name}: what is shown is expected from now on.`))
          .catch((error: Error) => say(error.message))
      }
    >
      Take the shown look as the expected one
    </button>
  );
}
