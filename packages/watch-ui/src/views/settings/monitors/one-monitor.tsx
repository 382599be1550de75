import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { Ago, Moment } from '../../../parts/time.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { say } from '../../../parts/toasts.tsx';
import { AcknowledgeDialog, Acknowledgement } from './acknowledge.tsx';
import { LookBar } from './look-bar.tsx';
import { MonitorActions } from './monitor-actions.tsx';
import { MonitorChanges } from './monitor-changes.tsx';
import { MonitorMark } from './monitor-mark.tsx';
import { PingToken } from './ping-token.tsx';
import { settingsOf } from './settings-of.ts';

/** One monitor: what it found, and what may be done with it. */
export function OneMonitor(): ReactNode {
  const { id } = useParams({ from: '/signed-in/settings/monitors/$id' });
  const { remove, ask } = useSearch({ from: '/signed-in/settings/monitors/$id' });
  const navigate = useNavigate();
  const close = (): void =>
    void navigate({ to: '/settings/monitors/$id', params: { id }, replace: true });
  const monitors = useApi('listMonitors');
  const looks = useApi('listLooks', { params: { id } });
  const apps = useApi('listApps').data?.items ?? [];
  const mayChange = useMay('changeMonitor');
  const kinds = useApi('listMonitorKinds', {}, mayChange).data?.items ?? [];
  if (!monitors.data) return monitors.error ? <Problem error={monitors.error} /> : <Loading />;
  const monitor = monitors.data.items.find((one) => one.id === id);
  if (!monitor) return <Empty title="There is no such monitor any more" />;
  return (
    <>
      <Section title={monitor.name} aside={<MonitorActions monitor={monitor} />}>
        <p className="marks found">
          <MonitorMark monitor={monitor} />
          <span>{monitor.summary ?? 'It looks for the first time within seconds.'}</span>
        </p>
        <LookBar looks={monitor.looks} />
        <Acknowledgement monitor={monitor} />
        <dl className="facts">
          {[...settingsOf(monitor, apps, kinds), ...monitor.facts].map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="fact">{value}</dd>
            </div>
          ))}
          <div>
            <dt>Next look</dt>
            <dd>
              <Ago time={monitor.nextAt} />
            </dd>
          </div>
        </dl>
      </Section>
      <MonitorChanges monitor={monitor} />
      <Section title="What it found">
        <Problem error={looks.error} />
        {!looks.data && !looks.error && <Loading />}
        {looks.data && (
          <ol className="timeline">
            {looks.data.items.map(({ at, level, summary }) => (
              <li key={at} data-row="">
                <Moment time={at} />
                <span className="clip">{summary}</span>
                <MonitorMark monitor={{ state: level, isPaused: false }} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      {remove === 'ask' && <Remove monitor={monitor} onClose={close} />}
      {ask === 'acknowledge' && <AcknowledgeDialog monitor={monitor} onClose={close} />}
      {ask === 'token' && <PingToken monitor={monitor} onClose={close} />}
    </>
  );
}

function Remove({
  monitor: { id, name },
  onClose,
}: {
  monitor: Monitor;
  onClose: () => void;
}): ReactNode {
  const navigate = useNavigate();
  const remove = useChange('deleteMonitor', ['listMonitors', 'listAudit']);
  return (
    <RemoveDialog
      name={name}
      loses="What it found and what it remembers go for good."
      removal={remove}
      onClose={onClose}
      onRemove={() =>
        remove.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              say(`${name} looks no more.`);
              void navigate({ to: '/settings/monitors', replace: true });
            },
          },
        )
      }
    />
  );
}
