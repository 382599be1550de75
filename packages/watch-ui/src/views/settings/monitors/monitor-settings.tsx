import type { FormEvent, ReactNode } from 'react';
import type { Monitor, MonitorForm } from '../../../api/types.ts';
import { Field } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readSettings, SettingField } from '../../../parts/setting-field.tsx';

/** A monitor’s name and what its kind takes. */
export function MonitorSettings({
  form,
  monitor,
  action,
  error,
  isPending,
  onSave,
}: {
  form: MonitorForm;
  /** As it is stored; none when it is new. */
  monitor?: Monitor;
  action: string;
  error: Error | null;
  isPending: boolean;
  onSave: (body: { name: string; settings: Record<string, string> }) => void;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = data.get('name');
    const name = typeof given === 'string' ? given.trim() : '';
    const settings = readSettings(
      data,
      form.fields.map((field) => field.name),
    );
    onSave({ name, settings });
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <p className="hint">{form.hint}</p>
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        defaultValue={monitor?.name ?? ''}
      />
      {form.fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          // What was left empty stays empty: a default would say something else.
          before={monitor && (monitor.settings[field.name] ?? '')}
          isKept={monitor?.hasSecrets ?? false}
        />
      ))}
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}
