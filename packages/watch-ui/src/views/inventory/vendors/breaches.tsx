import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Vendor } from '../../../api/types.ts';
import { Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { Ago } from '../../../parts/time.tsx';

type Breach = Vendor['breaches'][number];

/** Breaches of a vendor that the list of breaches tells of. */
export function Breaches({ vendor }: { vendor: Vendor }): ReactNode {
  const monitors = useApi('listMonitors').data?.items;
  const isWatched = monitors?.some(({ kind, isPaused }) => kind === 'vendor-breach' && !isPaused);
  return (
    <Section title="Breaches">
      {isWatched === false && (
        <p className="soft">
          Nobody looks for breaches of your vendors yet:{' '}
          <Link to="/settings/monitors/new" search={{ kind: 'vendor-breach' }}>
            add the monitor
          </Link>
          , which reads a public list.
        </p>
      )}
      {isWatched === true && vendor.breaches.length === 0 && (
        <p className="soft">The list of breaches tells of none.</p>
      )}
      {vendor.breaches.length > 0 && (
        <table className="table vendors">
          <thead>
            <tr>
              <th scope="col">Breach</th>
              <th scope="col">Lost</th>
              <th scope="col">Day</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {vendor.breaches.map((breach) => (
              <tr key={breach.name} data-row="">
                <td>{breach.title}</td>
                <td>{breach.dataClasses.join(', ') || 'nobody says what'}</td>
                <td className="when">{breach.breachedOn ?? 'no day told'}</td>
                <td>
                  <BreachState vendor={vendor} breach={breach} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function BreachState({ vendor, breach }: { vendor: Vendor; breach: Breach }): ReactNode {
  const mayHandle = useMay('handleBreach');
  const handle = useChange('handleBreach', ['listVendors', 'listMonitors', 'listAudit']);
  const { name, title, isNews, handledAt, handledBy } = breach;
  if (!isNews) return <span className="soft">known before</span>;
  if (handledAt !== undefined) {
    return (
      <span className="soft">
        dealt with by {handledBy} <Ago time={handledAt} />
      </span>
    );
  }
  if (!mayHandle) return <span className="mark was-failed">open</span>;
  return (
    <button
      type="button"
      aria-label={`It is dealt with: ${title}`}
      disabled={handle.isPending}
      onClick={() =>
        void handle
          .mutateAsync({ params: { id: vendor.id }, body: { name } })
          .then(() => say(`${title} is dealt with.`))
          .catch((error: Error) => say(error.message))
      }
    >
      It is dealt with
    </button>
  );
}
