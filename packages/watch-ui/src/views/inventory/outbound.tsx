import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { itemsOf, usePages } from '../../api/queries.ts';
import { Listing } from '../../parts/listing.tsx';
import { Empty } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { asNumber } from '../../words/text.ts';
import { InventoryFilters } from './filters.tsx';
import { queryOf, useInventorySearch } from './inventory-search.ts';

/** Hosts that apps reached, those first reached last first. */
export function InventoryOutbound(): ReactNode {
  const { search, onSearch } = useInventorySearch();
  const pages = usePages('listOutbound', {
    ...queryOf(search),
    ...(search.only && { new: search.only }),
  });
  const items = itemsOf(pages.data);
  return (
    <>
      <InventoryFilters
        search={search}
        onSearch={onSearch}
        label="Host"
        only={{ all: 'all', some: 'new within a week' }}
      />
      <Listing
        pages={pages}
        isEmpty={items.length === 0}
        empty={
          <Empty title="No host of this kind">
            <p>
              A host stands here after the first connection to it. Paths and queries are not told.
            </p>
          </Empty>
        }
      >
        <table className="table inventory">
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">App</th>
              <th scope="col">Through</th>
              <th scope="col">Calls</th>
              <th scope="col">First seen</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr
                key={[one.appId, one.environment, one.host, one.port, one.library].join(' ')}
                data-row=""
              >
                <td>
                  <span className="library">
                    {one.host}:{one.port}
                  </span>{' '}
                  {one.isNew && <span className="mark">new</span>}
                </td>
                <td>
                  {one.app}
                  <small>
                    {one.environment} <DemoMarkOf app={one.appId} />
                  </small>
                </td>
                <td>{one.library === 'node:net' ? 'another client' : one.library}</td>
                <td>
                  {asNumber(one.calls)}
                  <span className="on-phone"> calls</span>
                </td>
                <td className="when">
                  <Ago time={one.firstSeen} />
                  <small>
                    last <Ago time={one.lastSeen} />
                  </small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Listing>
    </>
  );
}
