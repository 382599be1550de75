import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { PlaybookRule } from '../../api/types.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { durations } from '../../words/durations.ts';
import { Filters, severities, When } from './playbook-fields.tsx';
import { readRule } from './read-rule.ts';
import { Rehearsal } from './rehearsal.tsx';

const lengths = durations.map(({ seconds, label }) => ({ value: String(seconds), label }));

/** Everything that a playbook says, with a trial on last week before it is saved. */
export function PlaybookForm({
  name,
  rule,
  act,
  error,
  isPending,
  onSave,
}: {
  name: string;
  rule: PlaybookRule;
  /** On the button. */
  act: string;
  error: Error | null;
  isPending: boolean;
  onSave: (name: string, rule: PlaybookRule) => void;
}): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [action, setAction] = useState(rule.action);
  const [on, setOn] = useState(rule.on);
  const current = (): PlaybookRule => (form.current ? readRule(new FormData(form.current)) : rule);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('name');
    onSave(typeof given === 'string' ? given.trim() : '', current());
  };
  return (
    <form ref={form} className="channel-form" onSubmit={submit}>
      <Field
        label="Name"
        name="name"
        defaultValue={name}
        required
        maxLength={100}
        autoComplete="off"
      />
      <When rule={rule} on={on} onTrigger={setOn} />
      <Filters rule={rule} isOfRisk={on === 'user-risk'} />
      <fieldset>
        <legend>Then</legend>
        <div className="pair">
          <Choice
            label="Do"
            name="action"
            value={action}
            onChange={({ target }) => setAction(target.value as PlaybookRule['action'])}
            options={[
              { value: 'notify', label: 'only tell people' },
              { value: 'block', label: 'block' },
              { value: 'limit', label: 'limit' },
              { value: 'step-up', label: 'step-up' },
            ]}
          />
          <Choice
            label="For how long"
            name="actionSeconds"
            defaultValue={String(rule.actionSeconds)}
            options={lengths}
          />
        </div>
        {action === 'limit' && (
          <div className="pair">
            <Field
              label="Requests"
              name="limitRequests"
              type="number"
              min={1}
              max={100_000}
              defaultValue={rule.limit?.requests ?? 10}
              required
            />
            <Field
              label="In seconds"
              name="limitSeconds"
              type="number"
              min={1}
              max={3_600}
              defaultValue={rule.limit?.seconds ?? 60}
              required
            />
          </div>
        )}
        <Choice
          label="Tell on the channels"
          name="tells"
          defaultValue={rule.tells ?? ''}
          options={[
            { value: '', label: 'nobody' },
            ...severities.map((value) => ({ value, label: `as ${value}` })),
          ]}
        />
      </fieldset>
      <Rehearsal rule={current} />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {act}
      </button>
    </form>
  );
}
