import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLiveState } from '../api/live.ts';
import { itemsOf, usePages } from '../api/queries.ts';
import type { Event } from '../api/types.ts';
import { AppChoice } from '../parts/app-choice.tsx';
import { EventTable } from '../parts/event-row.tsx';
import { DownloadEvents } from '../parts/download-events.tsx';
import { Choice } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Light } from '../parts/marks.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Loading, Page, Problem } from '../parts/page.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { counted } from '../words/text.ts';
import { asHour } from '../words/time.ts';

/** What is shown, as it stands in the address. */
export interface EventSearch {
  readonly app?: string | undefined;
  readonly disposition?: Event['finding']['disposition'] | undefined;
  readonly detection?: string | undefined;
  readonly address?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const liveWords = {
  connecting: 'Connecting to the live stream',
  on: 'Live: new events appear as they happen',
  off: 'The live stream is away; it comes back by itself',
} as const;

/** Events as they arrive. Paused, it stands still and counts what has come since. */
export function Events({
  search,
  onSearch,
}: {
  search: EventSearch;
  onSearch: (search: EventSearch) => void;
}): ReactNode {
  const pages = usePages('listEvents', search);
  const items = itemsOf(pages.data);
  const live = useLiveState();
  const [held, setHeld] = useState<readonly Event[]>();
  const seen = useRef(new Set<string>());
  const key = JSON.stringify(search);
  useEffect(() => {
    seen.current = new Set();
  }, [key]);
  useEffect(() => {
    for (const { id } of items) seen.current.add(id);
  });
  const isFirst = seen.current.size === 0;
  const shown = held ?? items;
  const waiting = held ? items.filter(({ id }) => !held.some((one) => one.id === id)).length : 0;
  return (
    <Page
      title="Events"
      lead={
        <>
          <Light state={held || live === 'connecting' ? 'waiting' : live} />{' '}
          {held ? 'Paused' : liveWords[live]}
        </>
      }
      actions={
        <>
          <DownloadEvents search={search} />
          <button
            type="button"
            aria-pressed={held !== undefined}
            onClick={() => setHeld(held ? undefined : items)}
          >
            <Icon name={held ? 'play' : 'pause'} />
            {held ? (waiting > 0 ? `Go on, ${counted(waiting, 'new event')}` : 'Go on') : 'Pause'}
          </button>
        </>
      }
    >
      <Filters search={search} onSearch={onSearch} />
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && shown.length === 0 && (
        <Empty title={key === '{}' ? 'No events yet' : 'No event fits'}>
          <p>
            {key === '{}'
              ? 'Every attack that guard stops, and every weakness that it sees, arrives here within two seconds. Attack your own app to see one.'
              : 'Loosen a filter to see more.'}
          </p>
        </Empty>
      )}
      {shown.length > 0 && (
        <EventTable events={shown} isNew={({ id }) => !isFirst && !seen.current.has(id)} />
      )}
      {!held && <More pages={pages} />}
    </Page>
  );
}

function Filters({
  search,
  onSearch,
}: {
  search: EventSearch;
  onSearch: (search: EventSearch) => void;
}): ReactNode {
  const set = (part: EventSearch): void => onSearch({ ...search, ...part });
  const isNarrow = Object.values(search).some((value) => value !== undefined);
  return (
    <form
      className="filters"
      role="search"
      aria-label="Events"
      onSubmit={(event) => event.preventDefault()}
    >
      <AppChoice value={search.app} onValue={(app) => set({ app })} />
      <Choice
        isCompact
        label="Done"
        value={search.disposition ?? ''}
        onChange={({ target }) =>
          set({ disposition: (target.value || undefined) as EventSearch['disposition'] })
        }
        options={[
          { value: '', label: 'anything' },
          { value: 'blocked', label: 'blocked' },
          { value: 'logged', label: 'only logged' },
          { value: 'allowed', label: 'let through' },
        ]}
      />
      <TextFilter
        label="From address"
        placeholder="203.0.113.7"
        value={search.address}
        onValue={(address) => set({ address })}
      />
      <TextFilter
        label="Detection"
        placeholder="sql-injection"
        value={search.detection}
        onValue={(detection) => set({ detection })}
      />
      {(search.from !== undefined || search.until !== undefined) && (
        <p className="stretch">
          {search.from === undefined ? 'until' : asHour(search.from)} –{' '}
          {search.until === undefined ? 'now' : asHour(search.until)}
        </p>
      )}
      {isNarrow && (
        <button type="button" className="quiet" onClick={() => onSearch({})}>
          Clear
        </button>
      )}
    </form>
  );
}
