import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { useApi } from '../../api/queries.ts';
import { Light } from '../../parts/marks.tsx';
import { Empty, Loading, Problem } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { InventoryFilters } from './filters.tsx';
import { queryOf, useInventorySearch } from './inventory-search.ts';

/** Guarded processes by the machine that they run on. */
export function InventoryHosts(): ReactNode {
  const { search, onSearch } = useInventorySearch();
  const { data, error } = useApi('listHostProcesses', { query: queryOf(search) });
  return (
    <>
      <InventoryFilters search={search} onSearch={onSearch} label="Host" />
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <Empty title="No process was seen within a week">
          <p>Processes tell the name of their host unless you keep it back in guard’s settings.</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <table className="table inventory">
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col">App</th>
              <th scope="col">Runs</th>
              <th scope="col">Started</th>
              <th scope="col">Seen</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((one) => (
              <tr key={one.appId + one.instance} className={one.isLive ? undefined : 'is-past'}>
                <td>
                  <Light state={one.isLive ? 'on' : 'off'} /> {one.host ?? 'not told'}
                  <small className="number">{one.instance}</small>
                </td>
                <td>
                  <Link to="/apps/$id" params={{ id: one.appId }}>
                    {one.app}
                  </Link>
                  <small>
                    {one.environment} <DemoMarkOf app={one.appId} />
                  </small>
                </td>
                <td>
                  Node {one.nodeVersion.replace(/^v/, '')}
                  <small>
                    guard {one.guardVersion}
                    {one.platform !== undefined && `, ${one.platform}`}
                  </small>
                </td>
                <td className="when">
                  {one.startedAt === undefined ? 'not told' : <Ago time={one.startedAt} />}
                  {one.startMode !== undefined && <small>guard by {one.startMode}</small>}
                </td>
                <td className="when">
                  <Ago time={one.seenAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
