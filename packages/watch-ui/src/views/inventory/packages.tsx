import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { itemsOf, useApi, usePages } from '../../api/queries.ts';
import type { LoadedPackage } from '../../api/types.ts';
import { SeverityMark } from '../../parts/marks.tsx';
import { Listing } from '../../parts/listing.tsx';
import { Empty } from '../../parts/page.tsx';
import { DismissDialog } from './dismiss-dialog.tsx';
import { InventoryFilters } from './filters.tsx';
import { queryOf, useInventorySearch } from './inventory-search.ts';

type Advisory = LoadedPackage['advisories'][number];

/** Packages of which code runs, the worst first. */
export function InventoryPackages(): ReactNode {
  const { search, onSearch } = useInventorySearch();
  const pages = usePages('listPackages', {
    ...queryOf(search),
    ...(search.only && { vulnerable: search.only }),
  });
  const monitors = useApi('listMonitors').data?.items;
  const [dismissed, setDismissed] = useState<Advisory>();
  const items = itemsOf(pages.data);
  return (
    <>
      <InventoryFilters
        search={search}
        onSearch={onSearch}
        label="Package"
        only={{ all: 'all', some: 'with advisories' }}
      />
      {monitors && !monitors.some(({ kind, isPaused }) => kind === 'advisories' && !isPaused) && (
        <p className="soft">
          Nobody looks for advisories about these packages yet:{' '}
          <Link to="/settings/monitors/new" search={{ kind: 'advisories' }}>
            add the monitor
          </Link>
          , which asks OSV or a mirror of yours.
        </p>
      )}
      <Listing
        pages={pages}
        isEmpty={items.length === 0}
        empty={
          <Empty title={search.only ? 'None has an advisory' : 'No package was told yet'}>
            <p>Guard tells which packages really run, within a minute of the start of an app.</p>
          </Empty>
        }
      >
        <table className="table inventory">
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col">Apps</th>
              <th scope="col">Advisories</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={`${one.name}@${one.version}`} data-row="">
                <td>
                  <span className="library">{one.name}</span>
                  <small>{one.version}</small>
                </td>
                <td>
                  {one.apps.map(({ appId, app, environment, place }) => (
                    <div key={appId + environment}>
                      <Link to="/apps/$id" params={{ id: appId }}>
                        {app}
                      </Link>{' '}
                      <span className="soft">{environment}</span>
                      <small className="cause">{place}</small>
                    </div>
                  ))}
                </td>
                <td>
                  {one.advisories.length === 0 && <span className="soft">none known</span>}
                  {one.advisories.map((advisory) => (
                    <AdvisoryLine key={advisory.id} advisory={advisory} onDismiss={setDismissed} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Listing>
      {dismissed && (
        <DismissDialog
          advisory={dismissed}
          app={search.app}
          onClose={() => setDismissed(undefined)}
        />
      )}
    </>
  );
}

function AdvisoryLine({
  advisory,
  onDismiss,
}: {
  advisory: Advisory;
  onDismiss: (advisory: Advisory) => void;
}): ReactNode {
  const mayDismiss = useMay('dismissAdvisory');
  const { id, severity, summary, fixedIn, isDismissed } = advisory;
  return (
    <div className={isDismissed ? 'advisory soft' : 'advisory'}>
      <SeverityMark severity={severity} />{' '}
      <a href={advisory.url} target="_blank" rel="noreferrer">
        {id}
      </a>{' '}
      {summary}
      <small>
        {fixedIn.length > 0 ? `mended in ${fixedIn.join(', ')}` : 'no version mends it yet'}
        {isDismissed && '; dismissed'}
      </small>
      {mayDismiss && !isDismissed && (
        <button type="button" aria-label={`Dismiss ${id}`} onClick={() => onDismiss(advisory)}>
          Dismiss
        </button>
      )}
    </div>
  );
}
