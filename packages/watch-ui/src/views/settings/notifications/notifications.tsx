import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { itemsOf, useApi, usePages } from '../../../api/queries.ts';
import type { Delivery } from '../../../api/types.ts';
import { Choice } from '../../../parts/field.tsx';
import { Icon } from '../../../parts/icon.tsx';
import { More } from '../../../parts/more.tsx';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { ChannelTable } from './channel-table.tsx';
import { DeliveryTable, stateWords } from './delivery-table.tsx';

export interface NotificationSearch {
  readonly channel?: string | undefined;
  readonly state?: Delivery['state'] | undefined;
}

/** Who is told of what, and what became of it. */
export function Notifications(): ReactNode {
  const { data, error } = useApi('listChannels');
  const titles = useApi('listNotifiers').data?.items ?? [];
  return (
    <>
      <Section
        title="Channels"
        aside={
          data &&
          data.items.length > 0 && (
            <Link to="/settings/notifications/new" className="button main">
              <Icon name="plus" />
              Add a channel
            </Link>
          )
        }
      >
        <Problem error={error} />
        {!data && !error && <Loading />}
        {data?.items.length === 0 && (
          <Empty title="Nobody is told yet">
            <p>
              A channel tells your team of an incident the moment it opens: by e-mail, in a chat, on
              a phone, or by a webhook of yours. Each says from which severity on, when to be quiet,
              and who is told when nobody reacts.
            </p>
            <Link to="/settings/notifications/new" className="button main">
              <Icon name="plus" />
              Add a channel
            </Link>
          </Empty>
        )}
        {data && data.items.length > 0 && <ChannelTable channels={data.items} notifiers={titles} />}
      </Section>
      {data && data.items.length > 0 && <Log channels={data.items} />}
    </>
  );
}

function Log({
  channels,
}: {
  channels: readonly { readonly id: string; readonly name: string }[];
}): ReactNode {
  const search: NotificationSearch = useSearch({ from: '/signed-in/settings/notifications' });
  const navigate = useNavigate();
  const pages = usePages('listDeliveries', { channel: search.channel, state: search.state });
  const items = itemsOf(pages.data);
  const show = (part: NotificationSearch): void =>
    void navigate({
      to: '/settings/notifications',
      search: { ...search, ...part },
      replace: true,
      resetScroll: false,
    });
  return (
    <Section title="Deliveries">
      <form className="filters" role="search" aria-label="Deliveries">
        <Choice
          label="Channel"
          data-filter=""
          value={search.channel ?? ''}
          onChange={({ target }) => show({ channel: target.value || undefined })}
          options={[
            { value: '', label: 'every channel' },
            ...channels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Choice
          label="State"
          value={search.state ?? ''}
          onChange={({ target }) =>
            show({ state: (target.value || undefined) as NotificationSearch['state'] })
          }
          options={[
            { value: '', label: 'any' },
            ...Object.entries(stateWords).map(([value, label]) => ({ value, label })),
          ]}
        />
      </form>
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && items.length === 0 && (
        <Empty title="Nothing was told yet">
          <p>Send a test, or wait for the next incident. What is told here stays for 90 days.</p>
        </Empty>
      )}
      {items.length > 0 && <DeliveryTable deliveries={items} />}
      <More pages={pages} />
    </Section>
  );
}
