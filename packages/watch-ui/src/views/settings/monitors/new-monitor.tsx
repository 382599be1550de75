import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { MonitorForm } from '../../../api/types.ts';
import { Field } from '../../../parts/field.tsx';
import { KindChoice } from '../../../parts/kind-choice.tsx';
import { Loading, Problem, Section } from '../../../parts/page.tsx';
import { readSettings, SettingField } from '../../../parts/setting-field.tsx';
import { say } from '../../../parts/toasts.tsx';

/** First the kind, then what it takes. */
export function NewMonitor(): ReactNode {
  const { kind } = useSearch({ from: '/signed-in/settings/monitors/new' });
  const { data, error } = useApi('listMonitorKinds');
  const form = data?.items.find((one) => one.kind === kind);
  return (
    <Section title="Add a monitor">
      <Problem error={error} />
      {!data && !error && <Loading />}
      <KindChoice label="Kinds of monitors" to="/settings/monitors/new" kinds={data?.items ?? []} />
      {form && <AddForm key={form.kind} form={form} />}
    </Section>
  );
}

function AddForm({ form }: { form: MonitorForm }): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addMonitor', ['listMonitors', 'listAudit']);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = data.get('name');
    const name = typeof given === 'string' ? given.trim() : '';
    const settings = readSettings(
      data,
      form.fields.map(({ name }) => name),
    );
    add.mutate(
      { body: { name, kind: form.kind, settings } },
      {
        onSuccess: ({ id }) => {
          say(`${name} is added, and looks within seconds.`);
          void navigate({ to: '/settings/monitors/$id', params: { id } });
        },
      },
    );
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <p className="hint">{form.hint}</p>
      <Field label="Name" name="name" required maxLength={100} autoComplete="off" />
      {form.fields.map((field) => (
        <SettingField key={field.name} field={field} />
      ))}
      <Problem error={add.error} />
      <button type="submit" className="main" disabled={add.isPending}>
        Add the monitor
      </button>
    </form>
  );
}
