import type { FormEvent, ReactNode } from 'react';
import type { Monitor, MonitorForm } from '../../../api/types.ts';
import { NamedSettings } from '../../../parts/named-settings.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readSettings } from '../../../parts/setting-field.tsx';

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
      {/* What was left empty stays empty: a default would say something else. */}
      <NamedSettings fields={form.fields} before={monitor} unset="" />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}
