import { type FormEvent, type ReactNode, useId } from 'react';
import type { Channel, ChannelRules, NotifierForm } from '../../../api/types.ts';
import { Field } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readSettings, SettingField } from '../../../parts/setting-field.tsx';
import { readRules } from './read-rules.ts';
import { RuleFields } from './rule-fields.tsx';

export interface ChannelValues {
  readonly name: string;
  readonly settings: Record<string, string>;
  readonly rules: ChannelRules;
}

/** Name, the settings that this kind takes, and the rules. */
export function ChannelForm({
  notifier,
  channel,
  action,
  error,
  isPending,
  onSave,
}: {
  notifier: NotifierForm;
  channel?: Channel;
  action: string;
  error: Error | null;
  isPending: boolean;
  onSave: (values: ChannelValues) => void;
}): ReactNode {
  const heading = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = form.get('name');
    onSave({
      name: typeof name === 'string' ? name.trim() : '',
      settings: readSettings(
        form,
        notifier.fields.map(({ name }) => name),
      ),
      rules: readRules(form),
    });
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <fieldset aria-labelledby={heading}>
        <legend id={heading}>{notifier.title}</legend>
        <p className="hint">
          {notifier.hint}
          {notifier.docs.startsWith('https://') && (
            <>
              {' '}
              <a href={notifier.docs} target="_blank" rel="noreferrer">
                Its documentation
              </a>
            </>
          )}
        </p>
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={channel?.name ?? ''}
          placeholder={`${notifier.title}, security team`}
        />
        {notifier.fields.map((field) => (
          <SettingField
            key={field.name}
            field={field}
            before={channel?.settings[field.name]}
            isKept={channel?.hasSecrets === true}
          />
        ))}
      </fieldset>
      <RuleFields rules={channel?.rules} channelId={channel?.id} />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}
