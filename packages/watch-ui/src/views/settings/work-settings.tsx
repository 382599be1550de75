import type { FormEvent, ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import { Choice } from '../../parts/field.tsx';
import { type NumberField, NumberFields, readNumbers } from '../../parts/number-fields.tsx';
import { Loading, Problem } from '../../parts/page.tsx';
import { SaveButton } from '../../parts/save-button.tsx';
import { say } from '../../parts/toasts.tsx';

const bounds = { min: 1, max: 3_650 };
const due: readonly NumberField[] = [
  { name: 'criticalDays', label: 'Critical', ...bounds },
  { name: 'highDays', label: 'High', ...bounds },
  { name: 'mediumDays', label: 'Medium', ...bounds },
  { name: 'lowDays', label: 'Low', ...bounds },
];
const stale: readonly NumberField[] = [
  { name: 'staleDays', label: 'A report is stale after days', ...bounds },
];

/** When work is due, and who gets it. */
export function WorkSettings(): ReactNode {
  const { data, error } = useApi('getWorkSettings');
  const people = useApi('listAssignees').data;
  const change = useChange('changeWorkSettings', ['getWorkSettings', 'listAudit']);
  const mayChange = useMay('changeWorkSettings');
  if (!data || !people) return error ? <Problem error={error} /> : <Loading />;
  const { defaultAssignee = '', ...days } = data;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const assignee = form.get('defaultAssignee');
    const isSomebody = typeof assignee === 'string' && assignee !== '';
    change.mutate(
      {
        body: {
          ...days,
          ...readNumbers(form, [...due, ...stale]),
          ...(isSomebody && { defaultAssignee: assignee }),
        },
      },
      { onSuccess: () => say('Saved, for what is opened from now on.') },
    );
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <p className="hint">
        These hold for work that is opened from now on; what is there keeps its day and its person.
      </p>
      <fieldset className="bare" disabled={!mayChange}>
        <NumberFields title="Days until work is due, by severity" fields={due} values={days} />
        <NumberFields title="Reports" fields={stale} values={days} />
        <fieldset>
          <legend>Who has it</legend>
          <Choice
            label="New work goes to"
            name="defaultAssignee"
            defaultValue={defaultAssignee}
            options={[
              { value: '', label: 'nobody, until somebody takes it' },
              ...people.items.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <p className="hint">
            Told once a report. Whoever does not see the app does not get its work.
          </p>
        </fieldset>
      </fieldset>
      <SaveButton change={change} isShown={mayChange} />
    </form>
  );
}
