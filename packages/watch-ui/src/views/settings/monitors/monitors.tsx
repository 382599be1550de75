import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { Ago } from '../../../parts/time.tsx';
import { LookBar } from './look-bar.tsx';
import { MonitorMark } from './monitor-mark.tsx';
import { settingsOf } from './settings-of.ts';

/** What is looked at from outside, the worst first. */
export function Monitors(): ReactNode {
  const { data, error } = useApi('listMonitors');
  const mayAdd = useMay('addMonitor');
  const add = mayAdd && (
    <Link to="/settings/monitors/new" className="button main">
      <Icon name="plus" />
      Add a monitor
    </Link>
  );
  return (
    <Section title="Monitors" aside={data && data.items.length > 0 && add}>
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data?.items.length === 0 && (
        <Empty title="Nothing is watched from outside yet">
          <p>
            A monitor looks again and again at what attackers and time change: certificates that
            end, DNS records that are others, headers that are gone, an app that falls silent. What
            it finds is told on the channels.
          </p>
          {add}
        </Empty>
      )}
      {data && data.items.length > 0 && <MonitorTable monitors={data.items} />}
    </Section>
  );
}

const order: readonly Monitor['state'][] = ['critical', 'warning', 'unknown', 'ok'];

function MonitorTable({ monitors }: { monitors: readonly Monitor[] }): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  const sorted = monitors.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <table className="table monitors">
      <thead>
        <tr>
          <th scope="col">Monitor</th>
          <th scope="col">State</th>
          <th scope="col">Found</th>
          <th scope="col">Last looks</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((monitor) => (
          <tr key={monitor.id} data-row="" className={monitor.isPaused ? 'is-past' : undefined}>
            <td>
              <Link to="/settings/monitors/$id" params={{ id: monitor.id }} className="row-link">
                {monitor.name}
              </Link>
              <small>
                {settingsOf(monitor, apps)
                  .map(({ value }) => value)
                  .join(' · ')}
              </small>
            </td>
            <td>
              <MonitorMark monitor={monitor} />
              {monitor.acknowledged && <small>{monitor.acknowledged.by} knows of it</small>}
              {monitor.state !== 'unknown' && (
                <small>
                  since <Ago time={monitor.stateSince} />
                </small>
              )}
            </td>
            <td>
              <span className="clip">{monitor.summary ?? 'not looked yet'}</span>
            </td>
            <td className="when">
              <LookBar looks={monitor.looks} />
              <small>
                {monitor.checkedAt === undefined ? 'soon' : <Ago time={monitor.checkedAt} />}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
