import type { ReactNode } from 'react';
import type { Event } from '../../api/types.ts';
import { AppChoice } from '../../parts/app-choice.tsx';
import { Choice, Field } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import type { EventSearch } from './event-search.ts';

/** What narrows the search beside the query: where other views lead here, and without typing one. */
export function Filters({
  search,
  onSearch,
}: {
  search: EventSearch;
  onSearch: (search: EventSearch) => void;
}): ReactNode {
  const set = (part: EventSearch): void => onSearch({ ...search, ...part });
  const isNarrow = Object.values(search).some((value) => value !== undefined);
  return (
    <div className="query-aids" role="group" aria-label="Filters">
      <AppChoice value={search.app} onValue={(app) => set({ app })} />
      <Choice
        isCompact
        label="Done"
        value={search.disposition ?? ''}
        onChange={({ target }) =>
          set({ disposition: (target.value || undefined) as Event['finding']['disposition'] })
        }
        options={[
          { value: '', label: 'anything' },
          { value: 'blocked', label: 'blocked' },
          { value: 'logged', label: 'only logged' },
          { value: 'allowed', label: 'let through' },
        ]}
      />
      <Moment label="From" time={search.from} onTime={(from) => set({ from })} />
      <Moment label="Until" time={search.until} onTime={(until) => set({ until })} />
      {(['address', 'detection'] as const).map((name) => {
        const value = search[name];
        return value === undefined ? null : (
          <button
            key={name}
            type="button"
            className="chip"
            aria-label={`Take away ${name} ${value}`}
            onClick={() => set({ [name]: undefined })}
          >
            {name} {value}
            <Icon name="close" />
          </button>
        );
      })}
      {isNarrow && (
        <button type="button" className="quiet" onClick={() => onSearch({})}>
          Clear
        </button>
      )}
    </div>
  );
}

/** A moment in the reader’s own time zone; what the bars select by drawing, typed. */
function Moment({
  label,
  time,
  onTime,
}: {
  label: string;
  time: string | undefined;
  onTime: (time: string | undefined) => void;
}): ReactNode {
  const shown = time === undefined || Number.isNaN(Date.parse(time)) ? '' : localOf(time);
  return (
    <Field
      key={shown}
      type="datetime-local"
      label={label}
      defaultValue={shown}
      onBlur={({ target }) => {
        if (target.value === shown) return;
        onTime(target.value === '' ? undefined : new Date(target.value).toISOString());
      }}
    />
  );
}

function localOf(time: string): string {
  const date = new Date(time);
  return new Date(Number(date) - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
