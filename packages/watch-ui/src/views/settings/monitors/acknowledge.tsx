import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../api/queries.ts';
import type { Monitor } from '../../../api/types.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { Choice, Field, textsOf } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';
import { Ago } from '../../../parts/time.tsx';
import { say } from '../../../parts/toasts.tsx';
import { durations } from '../../../words/durations.ts';

const stale = ['listMonitors', 'listAudit'] as const;

/** That somebody knows of it, or the way to say so; nothing where all is well. */
export function Acknowledgement({ monitor }: { monitor: Monitor }): ReactNode {
  const { id, state, acknowledged } = monitor;
  const mayAcknowledge = useMay('acknowledgeMonitor');
  const takeBack = useChange('unacknowledgeMonitor', stale);
  if (state !== 'warning' && state !== 'critical') return null;
  if (acknowledged === undefined) {
    if (!mayAcknowledge) return null;
    return (
      <Link
        to="/settings/monitors/$id"
        params={{ id }}
        search={{ ask: 'acknowledge' }}
        className="button known"
      >
        Acknowledge
      </Link>
    );
  }
  return (
    <p className="marks known">
      <span>
        {acknowledged.by} knows of it: {acknowledged.reason}. No reminder comes before{' '}
        <Ago time={acknowledged.until} />.
      </span>
      {mayAcknowledge && (
        <button
          type="button"
          disabled={takeBack.isPending}
          onClick={() =>
            takeBack.mutate({ params: { id } }, { onError: ({ message }) => say(message) })
          }
        >
          Take back
        </button>
      )}
    </p>
  );
}

/** Asks why, and until when, nobody is reminded. */
export function AcknowledgeDialog({
  monitor: { id, name },
  onClose,
}: {
  monitor: Monitor;
  onClose: () => void;
}): ReactNode {
  const acknowledge = useChange('acknowledgeMonitor', stale);
  return (
    <Dialog title={`Acknowledge ${name}?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { reason = '', seconds } = textsOf(event.currentTarget);
          const until = new Date(Date.now() + Number(seconds) * 1_000).toISOString();
          acknowledge.mutate(
            { params: { id }, body: { reason, until } },
            {
              onSuccess: () => {
                say(`Nobody is reminded of ${name} before that.`);
                onClose();
              },
            },
          );
        }}
      >
        <p>Nobody is reminded of it until the end that you set, or until its state changes.</p>
        <Field label="Reason" name="reason" required maxLength={200} data-first="" />
        <Choice
          label="For how long"
          name="seconds"
          defaultValue="86400"
          options={durations.map(({ seconds, label }) => ({ value: String(seconds), label }))}
        />
        <Problem error={acknowledge.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="main" disabled={acknowledge.isPending}>
            Acknowledge it
          </button>
        </div>
      </form>
    </Dialog>
  );
}
