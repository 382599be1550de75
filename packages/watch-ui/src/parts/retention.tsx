import type { FormEvent, ReactNode } from 'react';
import { useChange } from '../api/queries.ts';
import type { App } from '../api/types.ts';
import { Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';
import { say } from './toasts.tsx';

const megabyte = 1_048_576;

/** How long, and how much of, an app’s events is kept: one noisy app cannot evict the others. */
export function Retention({ app }: { app: App }): ReactNode {
  const set = useChange('setRetention', ['listApps', 'listAudit']);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { days, megabytes } = textsOf(event.currentTarget);
    const body = { retentionDays: Number(days), maxBytes: Number(megabytes) * megabyte };
    await set.mutateAsync({ params: { id: app.id }, body });
    say(`Events of ${app.name} are kept for ${body.retentionDays} days.`);
  };
  return (
    <form className="row" onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Field
        label="Days"
        name="days"
        type="number"
        min={1}
        max={3_650}
        required
        defaultValue={app.retentionDays}
      />
      <Field
        label="At most, in MB"
        name="megabytes"
        type="number"
        min={1}
        required
        defaultValue={Math.round(app.maxBytes / megabyte)}
      />
      <button type="submit" disabled={set.isPending}>
        Keep so
      </button>
      <Problem error={set.error} />
    </form>
  );
}
