import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { useApi } from '../../api/queries.ts';
import { Light, SeverityMark } from '../../parts/marks.tsx';
import { Empty, Loading, Problem } from '../../parts/page.tsx';
import { asNumber, counted } from '../../words/text.ts';
import { InventoryFilters } from './filters.tsx';
import { queryOf, useInventorySearch } from './inventory-search.ts';

const nodeWords = {
  supported: '',
  'ends-soon': ', ends soon',
  ended: ', has ended',
  unknown: '',
} as const;

/** Every app by environment, and how it stands. */
export function InventoryApps(): ReactNode {
  const { search, onSearch } = useInventorySearch();
  const { data, error } = useApi('listAppInventory', { query: queryOf(search) });
  return (
    <>
      <InventoryFilters search={search} onSearch={onSearch} label="App’s name" />
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <Empty title="No app was seen within a week">
          <p>An app stands here once it runs under guard and reports to this watch.</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <table className="table inventory">
          <thead>
            <tr>
              <th scope="col">App</th>
              <th scope="col">Processes</th>
              <th scope="col">Runs</th>
              <th scope="col">Mode</th>
              <th scope="col">Packages</th>
              <th scope="col">Risk</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.appId + one.environment} data-row="">
                <td>
                  <Link to="/apps/$id" params={{ id: one.appId }} className="row-link">
                    {one.app}
                  </Link>
                  <small>
                    {one.environment} <DemoMarkOf app={one.appId} />
                  </small>
                </td>
                <td>
                  <Light state={one.live > 0 ? 'on' : 'off'} />{' '}
                  {one.live > 0 ? counted(one.live, 'process', 'processes') : 'silent'}
                  <small>on {counted(one.hosts, 'host')}</small>
                </td>
                <td>
                  {one.nodes.map(({ version, state, endOfLife }) => (
                    <span key={version} className={state === 'ended' ? 'is-over' : undefined}>
                      Node {version}
                      {nodeWords[state]}
                      {endOfLife !== undefined && state !== 'supported' && ` (${endOfLife})`}{' '}
                    </span>
                  ))}
                  <small>guard {one.guardVersions.join(', ')}</small>
                </td>
                <td>{one.mode}</td>
                <td>
                  <Link
                    to="/inventory/packages"
                    search={{ app: one.appId, environment: one.environment }}
                  >
                    {asNumber(one.packages)}
                    <span className="on-phone"> packages</span>
                  </Link>
                  {one.vulnerable > 0 && <small>{one.vulnerable} with advisories</small>}
                </td>
                <td>
                  {one.risk === 'none' ? (
                    <span className="soft">none known</span>
                  ) : (
                    <SeverityMark severity={one.risk} />
                  )}
                  {one.reasons.length > 0 && <small>{one.reasons.join('; ')}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
