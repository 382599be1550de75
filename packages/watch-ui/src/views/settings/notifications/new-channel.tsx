import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { NotifierForm } from '../../../api/types.ts';
import { KindChoice } from '../../../parts/kind-choice.tsx';
import { Loading, Problem, Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { ChannelForm } from './channel-form.tsx';

/** First the kind, then what it takes. */
export function NewChannel(): ReactNode {
  const { kind } = useSearch({ from: '/signed-in/settings/notifications/new' });
  const { data, error } = useApi('listNotifiers');
  const notifier = data?.items.find((one) => one.kind === kind);
  return (
    <Section title="Add a channel">
      <Problem error={error} />
      {!data && !error && <Loading />}
      <KindChoice
        label="Kinds of channels"
        to="/settings/notifications/new"
        kinds={data?.items ?? []}
      />
      {notifier && <AddForm key={notifier.kind} notifier={notifier} />}
    </Section>
  );
}

function AddForm({ notifier }: { notifier: NotifierForm }): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addChannel', ['listChannels', 'listAudit']);
  return (
    <ChannelForm
      notifier={notifier}
      action="Add the channel"
      error={add.error}
      isPending={add.isPending}
      onSave={(values) =>
        add.mutate(
          { body: { ...values, kind: notifier.kind } },
          {
            onSuccess: ({ id }) => {
              say(`${values.name} is added. Test it now.`);
              void navigate({ to: '/settings/notifications/$id', params: { id } });
            },
          },
        )
      }
    />
  );
}
