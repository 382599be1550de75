import { type FormEvent, type ReactNode, useId } from 'react';
import type { Channel, ChannelRules, NotifierForm } from '../../../api/types.ts';
import { Choice, Field } from '../../../parts/field.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readRules, readSettings } from './read-rules.ts';
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
          <Setting key={field.name} field={field} channel={channel} />
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

function Setting({
  field: { name, label, hint, type, isRequired, options, initial },
  channel,
}: {
  field: NotifierForm['fields'][number];
  channel: Channel | undefined;
}): ReactNode {
  const before = channel?.settings[name];
  const value = String(before ?? initial ?? '');
  const shared = {
    name: `setting-${name}`,
    label: isRequired || initial !== undefined ? label : `${label} (optional)`,
  };
  if (type === 'choice') {
    return (
      <Choice
        {...shared}
        label={label}
        defaultValue={value}
        options={(options ?? []).map((option) => ({ value: option, label: option }))}
      />
    );
  }
  const isKept = type === 'secret' && channel?.hasSecrets === true;
  const kept = isKept ? 'Leave it empty to keep what is stored.' : undefined;
  const words = [hint, kept].filter((text) => text !== undefined).join(' ');
  return (
    <Field
      {...shared}
      type={type === 'secret' ? 'password' : type}
      defaultValue={value}
      required={isRequired && !isKept}
      autoComplete={type === 'secret' ? 'new-password' : 'off'}
      spellCheck={false}
      {...(words !== '' && { hint: words })}
    />
  );
}
