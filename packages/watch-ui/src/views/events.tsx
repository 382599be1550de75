import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLiveState } from '../api/live.ts';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import type { Event, EventSummary } from '../api/types.ts';
import { DownloadEvents } from '../parts/download-events.tsx';
import { EventTable, type OnTerm } from '../parts/event-row.tsx';
import { Histogram } from '../parts/histogram.tsx';
import { Icon } from '../parts/icon.tsx';
import { Light } from '../parts/marks.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Loading, Page } from '../parts/page.tsx';
import { AddressDataNote } from '../parts/whereabouts.tsx';
import { bucketsUntil, hourMs } from '../words/buckets.ts';
import { withTerm } from '../words/query-text.ts';
import { counted } from '../words/text.ts';
import { asHour } from '../words/time.ts';
import type { EventSearch } from './explorer/event-search.ts';
import { Facets } from './explorer/facets.tsx';
import { Filters } from './explorer/filters.tsx';
import { QueryBox } from './explorer/query-box.tsx';
import { SavedViews } from './explorer/saved-views.tsx';
import { SyntaxHelp } from './explorer/syntax-help.tsx';

const liveWords = {
  connecting: 'Connecting to the live stream',
  on: 'Live: new events appear as they happen',
  off: 'The live stream is away; it comes back by itself',
} as const;

/** Events as they arrive. Paused, it stands still and counts what has come since. */
export function Events({
  search,
  asked,
  onSearch,
  onAsk,
}: {
  search: EventSearch;
  /** The dialog about saved views that is open. */
  asked: string | undefined;
  onSearch: (search: EventSearch) => void;
  onAsk: (asked: string | undefined) => void;
}): ReactNode {
  const summary = useApi('summariseEvents', { query: search });
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
  const searchedBackTo = pages.error ? undefined : pages.data?.pages.at(-1)?.searchedBackTo;
  const onTerm: OnTerm = (field, value, isLeftOut) =>
    onSearch({ ...search, q: withTerm(search.q ?? '', field, value, isLeftOut) });
  const apps = useApi('listApps').data?.items ?? [];
  const seenValues = {
    app: apps.map(({ name }) => name),
    ...Object.fromEntries(
      (summary.data?.facets ?? []).map(({ field, values }) => [
        field,
        values.map(({ value }) => value),
      ]),
    ),
  };
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
      <SavedViews query={pages.error ? '' : (search.q ?? '')} asked={asked} onAsk={onAsk} />
      <QueryBox
        // A query that comes from elsewhere, such as a saved view, replaces what is typed.
        key={search.q ?? ''}
        query={search.q ?? ''}
        seen={seenValues}
        error={pages.error}
        onQuery={(q) => onSearch({ ...search, q: q || undefined })}
      />
      <SyntaxHelp />
      <Filters search={search} onSearch={onSearch} />
      {summary.data && !pages.error && (
        <Summary summary={summary.data} search={search} onSearch={onSearch} onTerm={onTerm} />
      )}
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && !pages.error && shown.length === 0 && !searchedBackTo && (
        <Empty title={key === '{}' ? 'No events yet' : 'No event fits'}>
          <p>
            {key === '{}'
              ? 'Every attack that guard stops, and every weakness that it sees, arrives here within two seconds. Attack your own app to see one.'
              : 'Leave out a term or a filter to see more.'}
          </p>
        </Empty>
      )}
      {shown.length > 0 && !pages.error && (
        <EventTable
          events={shown}
          onTerm={onTerm}
          isNew={({ id }) => !isFirst && !seen.current.has(id)}
        />
      )}
      {!held && searchedBackTo !== undefined ? (
        <Searched backTo={searchedBackTo} pages={pages} />
      ) : (
        !held && !pages.error && <More pages={pages} />
      )}
      <AddressDataNote />
    </Page>
  );
}

/** When what fits happened, and its most frequent values. */
function Summary({
  summary: { from, until, hours, countedBackTo, facets },
  search,
  onSearch,
  onTerm,
}: {
  summary: EventSummary;
  search: EventSearch;
  onSearch: (search: EventSearch) => void;
  onTerm: OnTerm;
}): ReactNode {
  const end = Math.ceil(Date.parse(until) / hourMs) * hourMs;
  const count = Math.max(1, Math.round((end - Date.parse(from)) / hourMs));
  return (
    <>
      <Histogram
        buckets={bucketsUntil(hours, count, end)}
        onSelect={(from, until) => onSearch({ ...search, from, until })}
      />
      {countedBackTo !== undefined && (
        <p className="hint">The bars count back to {asHour(countedBackTo)}, not further.</p>
      )}
      <Facets facets={facets} onTerm={onTerm} />
    </>
  );
}

/** How far a search looked that was not over in the time of one answer. */
function Searched({
  backTo,
  pages,
}: {
  backTo: string;
  pages: { readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => Promise<unknown> };
}): ReactNode {
  return (
    <div className="searched" role="status">
      <span>Searched back to {asHour(backTo)}.</span>
      <button
        type="button"
        disabled={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {pages.isFetchingNextPage ? 'Searching…' : 'Go on'}
      </button>
    </div>
  );
}
