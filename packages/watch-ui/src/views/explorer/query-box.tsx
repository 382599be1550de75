import {
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { ApiFailure } from '../../api/call.ts';
import { useApi } from '../../api/queries.ts';
import { Icon } from '../../parts/icon.tsx';
import { completionsAt } from '../../words/query-text.ts';

/** Where a query is typed: completed by the keyboard, in force on Enter, refused with its place. */
export function QueryBox({
  query,
  seen,
  error,
  onQuery,
}: {
  query: string;
  /** Values that came, for the completion. */
  seen: Readonly<Record<string, readonly string[]>>;
  error: Error | null;
  onQuery: (query: string) => void;
}): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** Where the caret goes once a completion is in the text; before the next key, which may come at once. */
  const caretNext = useRef<number>(undefined);
  useLayoutEffect(() => {
    const at = caretNext.current;
    caretNext.current = undefined;
    if (at !== undefined) input.current?.setSelectionRange(at, at);
  });
  const [text, setText] = useState(query);
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState(-1);
  const fields = useApi('listQueryFields').data?.items ?? [];
  const completion = completionsAt(text, caret ?? 0, fields, seen);
  const options = caret === undefined ? [] : completion.options;
  const close = (): void => {
    setCaret(undefined);
    setChosen(-1);
  };
  const type = (next: string, at: number): void => {
    setText(next);
    setCaret(at);
    setChosen(-1);
  };
  const accept = (index: number): void => {
    const option = options[index];
    if (!option) return;
    const before = text.slice(0, completion.start) + option.text;
    type(before + text.slice(completion.end).trimStart(), before.length);
    caretNext.current = before.length;
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (options.length === 0) setCaret(input.current?.selectionStart ?? text.length);
      else setChosen((Math.max(chosen, by > 0 ? -1 : 0) + by + options.length) % options.length);
    } else if (event.key === 'Escape' && options.length > 0) {
      event.preventDefault();
      close();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen >= 0) {
      event.preventDefault();
      accept(chosen);
    }
  };
  return (
    <form
      role="search"
      aria-label="Events"
      className="query"
      onSubmit={(event) => {
        event.preventDefault();
        close();
        onQuery(text.trim());
      }}
    >
      <div className="query-line">
        <input
          ref={input}
          role="combobox"
          aria-label="Query"
          aria-expanded={options.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
          aria-invalid={error !== null}
          aria-describedby={`${id}-error`}
          data-filter=""
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          placeholder='severity:>=high -route:/health "union select"'
          value={text}
          onChange={({ target }) =>
            type(target.value, target.selectionStart ?? target.value.length)
          }
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        <button type="submit" className="main">
          <Icon name="search" />
          Search
        </button>
        <ul role="listbox" id={id} aria-label="Completions" hidden={options.length === 0}>
          {options.map((option, index) => (
            // The combobox above moves among these by the arrow keys.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={option.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => accept(index)}
            >
              <code>{option.text}</code>
              {option.about !== '' && <small>{option.about}</small>}
            </li>
          ))}
        </ul>
      </div>
      <div id={`${id}-error`}>{error && <Refusal error={error} query={query} />}</div>
    </form>
  );
}

/** What is wrong with the query, and where. */
function Refusal({ error, query }: { error: Error; query: string }): ReactNode {
  const place = error instanceof ApiFailure ? error.place : undefined;
  return (
    <div className="problem" role="alert">
      <p>{error.message}</p>
      {place && (
        <p>
          <code>
            {query.slice(0, place.start)}
            <mark>{query.slice(place.start, place.end) || '…'}</mark>
            {query.slice(place.end)}
          </code>
        </p>
      )}
    </div>
  );
}
