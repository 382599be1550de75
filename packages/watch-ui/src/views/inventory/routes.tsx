import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { itemsOf, usePages } from '../../api/queries.ts';
import { Listing } from '../../parts/listing.tsx';
import { Empty } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { asNumber } from '../../words/text.ts';
import { InventoryFilters } from './filters.tsx';
import { queryOf, useInventorySearch } from './inventory-search.ts';

/** Routes that requests came to, the busiest first. */
export function InventoryRoutes(): ReactNode {
  const { search, onSearch } = useInventorySearch();
  const pages = usePages('listRoutes', {
    ...queryOf(search),
    ...(search.only && { attacked: search.only }),
  });
  const items = itemsOf(pages.data);
  return (
    <>
      <InventoryFilters
        search={search}
        onSearch={onSearch}
        label="Route"
        only={{ all: 'all', some: 'attacked within a week' }}
      />
      <Listing
        pages={pages}
        isEmpty={items.length === 0}
        empty={
          <Empty title="No route of this kind">
            <p>
              A route stands here after its first request. Every request counts, attacked or not.
            </p>
          </Empty>
        }
      >
        <table className="table inventory">
          <thead>
            <tr>
              <th scope="col">Route</th>
              <th scope="col">App</th>
              <th scope="col">Requests</th>
              <th scope="col">Attacks in a week</th>
              <th scope="col">Mode</th>
              <th scope="col">Seen</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={[one.appId, one.environment, one.method, one.pattern].join(' ')} data-row="">
                <td>
                  <span className="route">
                    {one.method} {one.pattern === '' ? 'no route told' : one.pattern}
                  </span>
                </td>
                <td>
                  {one.app}
                  <small>
                    {one.environment} <DemoMarkOf app={one.appId} />
                  </small>
                </td>
                <td>
                  {asNumber(one.requests)}
                  <span className="on-phone"> requests</span>
                </td>
                <td>
                  {asNumber(one.attacks)}
                  <span className="on-phone"> attacks in a week</span>
                </td>
                <td>
                  {Object.keys(one.modes).length === 0
                    ? 'as the app'
                    : Object.entries(one.modes)
                        .map(([detection, mode]) => `${detection}: ${mode}`)
                        .join(', ')}
                </td>
                <td className="when">
                  <Ago time={one.lastSeen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Listing>
    </>
  );
}
