import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { useApi } from '../api/queries.ts';
import { DemoMark, DemoNote, LoadDemo } from '../parts/demo-data.tsx';
import { Icon } from '../parts/icon.tsx';
import { Light } from '../parts/marks.tsx';
import { Empty, Loading, Page, Problem } from '../parts/page.tsx';
import { Ago } from '../parts/time.tsx';
import { asBytes, counted } from '../words/text.ts';

export function Apps(): ReactNode {
  const { data, error } = useApi('listApps');
  const mayAdd = useMay('addApp');
  const add = (
    <Link to="/apps/new" className="button main">
      <Icon name="plus" />
      Add an app
    </Link>
  );
  return (
    <Page title="Apps" lead="What reports here, and whether it does." actions={mayAdd && add}>
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <Empty title="No app reports here yet">
          <p>
            Add one: you get a token and the line that starts the app under guard, and this page
            tells you the moment it is alive. Or look around first, with an app that is made up.
          </p>
          <LoadDemo />
        </Empty>
      )}
      {data && <DemoNote apps={data.items} />}
      {data && data.items.length > 0 && (
        <table className="table apps">
          <thead>
            <tr>
              <th scope="col">App</th>
              <th scope="col">State</th>
              <th scope="col">Last sign of life</th>
              <th scope="col">Keeps</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((app) => (
              <tr key={app.id} data-row="">
                <td>
                  <Link to="/apps/$id" params={{ id: app.id }} className="row-link">
                    {app.name}
                  </Link>{' '}
                  <DemoMark isDemo={app.isDemo} />
                </td>
                <td>
                  <Light
                    state={
                      app.liveInstances > 0 ? 'on' : app.seenAt === undefined ? 'waiting' : 'off'
                    }
                  />{' '}
                  {app.liveInstances > 0
                    ? `guarded, ${counted(app.liveInstances, 'process', 'processes')}`
                    : app.seenAt === undefined
                      ? 'waiting for its first sign of life'
                      : 'silent'}
                </td>
                <td className="when">
                  {app.seenAt === undefined ? 'never' : <Ago time={app.seenAt} />}
                </td>
                <td>
                  {counted(app.retentionDays, 'day')}
                  <small>at most {asBytes(app.maxBytes)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}
