import type { FormEvent, ReactNode } from 'react';
import type { Channel, ChannelRules, NotifierForm } from '../../../api/types.ts';
import { KindFields } from '../../../parts/kind-fields.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readSettings } from '../../../parts/setting-field.tsx';
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
      <KindFields
        kind={notifier}
        before={channel}
        placeholder={`${notifier.title}, security team`}
      />
      <RuleFields rules={channel?.rules} channelId={channel?.id} />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}
