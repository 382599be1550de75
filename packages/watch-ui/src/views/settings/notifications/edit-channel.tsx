import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Channel } from '../../../api/types.ts';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { say } from '../../../parts/toasts.tsx';
import { ChannelForm } from './channel-form.tsx';
import { TestButton } from './test-button.tsx';

/** One channel: tested, changed, taken away. */
export function EditChannel(): ReactNode {
  const { id } = useParams({ from: '/signed-in/settings/notifications/$id' });
  const { remove } = useSearch({ from: '/signed-in/settings/notifications/$id' });
  const channels = useApi('listChannels');
  const notifiers = useApi('listNotifiers');
  const change = useChange('changeChannel', ['listChannels', 'listAudit']);
  const error = channels.error ?? notifiers.error;
  if (!channels.data || !notifiers.data) return error ? <Problem error={error} /> : <Loading />;
  const channel = channels.data.items.find((one) => one.id === id);
  const notifier = notifiers.data.items.find(({ kind }) => kind === channel?.kind);
  if (!channel || !notifier) return <Empty title="There is no such channel any more" />;
  return (
    <Section
      title={channel.name}
      aside={
        <div className="actions">
          <TestButton channel={channel} isMain />
          <Link
            to="/settings/notifications"
            search={{ channel: id, state: undefined }}
            className="button"
          >
            Deliveries
          </Link>
          <Link
            to="/settings/notifications/$id"
            params={{ id }}
            search={{ remove: 'ask' }}
            className="button danger"
          >
            Take away
          </Link>
        </div>
      }
    >
      <ChannelForm
        notifier={notifier}
        channel={channel}
        action="Save"
        error={change.error}
        isPending={change.isPending}
        onSave={(body) =>
          change.mutate(
            { params: { id }, body },
            { onSuccess: () => say(`${body.name} is saved.`) },
          )
        }
      />
      {remove === 'ask' && <Remove channel={channel} />}
    </Section>
  );
}

function Remove({ channel: { id, name } }: { channel: Channel }): ReactNode {
  const navigate = useNavigate();
  const remove = useChange('deleteChannel', ['listChannels', 'listDeliveries', 'listAudit']);
  const close = (): void =>
    void navigate({ to: '/settings/notifications/$id', params: { id }, replace: true });
  return (
    <RemoveDialog
      name={name}
      loses="Its settings, its secrets and the log of its deliveries go for good."
      removal={remove}
      onClose={close}
      onRemove={() =>
        remove.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              say(`${name} is told nothing any more.`);
              void navigate({ to: '/settings/notifications', replace: true });
            },
          },
        )
      }
    />
  );
}
