import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { say } from '../../../parts/toasts.tsx';

/** What may be done with a monitor. */
export function MonitorActions({
  monitor: { id, name, isPaused, remembers, changes, takesPings },
}: {
  monitor: Monitor;
}): ReactNode {
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
      {/* Where people see what is other, they accept what they have seen. */}
      {remembers && changes === undefined && (
        <button
          type="button"
          onClick={() => set({ remembersAnew: true }, 'What it sees next is taken as right.')}
        >
          Take it as right
        </button>
      )}
      {takesPings && (
        <Link
          to="/settings/monitors/$id"
          params={{ id }}
          search={{ ask: 'token' }}
          className="button"
        >
          Token for pings
        </Link>
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
