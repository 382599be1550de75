import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { Ago, Moment } from '../../../parts/time.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { say } from '../../../parts/toasts.tsx';
import { MonitorMark } from './monitor-mark.tsx';
import { settingsOf } from './settings-of.ts';

/** One monitor: what it found, and what may be done with it. */
export function OneMonitor(): ReactNode {
  const { id } = useParams({ from: '/signed-in/settings/monitors/$id' });
  const { remove } = useSearch({ from: '/signed-in/settings/monitors/$id' });
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
      <Section title={monitor.name} aside={<Actions monitor={monitor} />}>
        <p className="marks found">
          <MonitorMark monitor={monitor} />
          <span>{monitor.summary ?? 'It looks for the first time within seconds.'}</span>
        </p>
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
      {remove === 'ask' && <Remove monitor={monitor} />}
    </>
  );
}

function Actions({ monitor: { id, name, isPaused, remembers } }: { monitor: Monitor }): ReactNode {
  const mayChange = useMay('changeMonitor');
  const look = useChange('lookNow', ['listMonitors', 'listLooks']);
  const change = useChange('changeMonitor', ['listMonitors', 'listAudit']);
  if (!mayChange) return null;
  const set = (body: { isPaused?: boolean; remembersAnew?: boolean }, words: string): void =>
    change.mutate(
      { params: { id }, body },
      { onSuccess: () => say(words), onError: ({ message }) => say(message) },
    );
  return (
    <div className="actions">
      <button
        type="button"
        className="main"
        disabled={look.isPending}
        onClick={() =>
          look.mutate(
            { params: { id } },
            {
              onSuccess: ({ summary }) => say(`${name}: ${summary}`),
              onError: ({ message }) => say(message),
            },
          )
        }
      >
        {look.isPending ? 'Looking…' : 'Look now'}
      </button>
      {remembers && (
        <button
          type="button"
          onClick={() => set({ remembersAnew: true }, 'What it sees next is taken as right.')}
        >
          Take it as right
        </button>
      )}
      <button
        type="button"
        onClick={() =>
          set({ isPaused: !isPaused }, isPaused ? `${name} looks again.` : `${name} looks no more.`)
        }
      >
        {isPaused ? 'Resume' : 'Pause'}
      </button>
      <Link to="/settings/monitors/$id/edit" params={{ id }} className="button">
        Edit
      </Link>
      <Link
        to="/settings/monitors/$id"
        params={{ id }}
        search={{ remove: 'ask' }}
        className="button danger"
      >
        Take away
      </Link>
    </div>
  );
}

function Remove({ monitor: { id, name } }: { monitor: Monitor }): ReactNode {
  const navigate = useNavigate();
  const remove = useChange('deleteMonitor', ['listMonitors', 'listAudit']);
  const close = (): void =>
    void navigate({ to: '/settings/monitors/$id', params: { id }, replace: true });
  return (
    <RemoveDialog
      name={name}
      loses="What it found and what it remembers go for good."
      removal={remove}
      onClose={close}
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
