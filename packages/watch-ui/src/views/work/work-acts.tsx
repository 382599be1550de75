import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useApi, useChange } from '../../api/queries.ts';
import type { Severity, WorkItem } from '../../api/types.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { Problem, Section } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';

const stale = ['getWork', 'listWork', 'countWork', 'getIncidentWork'] as const;

function useWorkChange(item: WorkItem) {
  const { id, state, priority, dueAt, assigneeId = null } = item;
  const change = useChange('changeWork', stale);
  type Body = Parameters<typeof change.mutate>[0]['body'];
  const was = { state, priority, dueAt, assignee: assigneeId };
  const set = (body: Body, words: string): void =>
    change.mutate(
      { params: { id }, body: { ...body, was } },
      { onSuccess: () => say(words), onError: ({ message }) => say(message) },
    );
  return { change, set };
}

/** What becomes of it next. */
export function WorkActs({ item }: { item: WorkItem }): ReactNode {
  const { state } = item;
  const { set } = useWorkChange(item);
  const isDue = state === 'open' || state === 'in-work';
  return (
    <>
      {state === 'open' && (
        <button type="button" onClick={() => set({ state: 'in-work' }, 'It is in work.')}>
          Begin
        </button>
      )}
      {isDue && (
        <Link to="." search={{ ask: 'accept' } as never} className="button">
          Accept until…
        </Link>
      )}
      {isDue ? (
        <button
          type="button"
          className="main"
          onClick={() => set({ state: 'fixed' }, 'Noted. The next look verifies it.')}
        >
          It is fixed
        </button>
      ) : (
        <button type="button" onClick={() => set({ state: 'open' }, 'It is open again.')}>
          Open again
        </button>
      )}
    </>
  );
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Who has it, how urgent it is, and until when. */
export function Settings({ item }: { item: WorkItem }): ReactNode {
  const { set } = useWorkChange(item);
  const people = useApi('listAssignees').data?.items ?? [];
  return (
    <Section title="Who and when">
      <form className="filters" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Assigned to"
          value={item.assigneeId ?? ''}
          onChange={({ target }) => {
            const name = people.find(({ id }) => id === target.value)?.name;
            set({ assignee: target.value || null }, `Assigned to ${name ?? 'nobody'}.`);
          }}
          options={[
            { value: '', label: 'nobody' },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Choice
          label="Priority"
          value={item.priority}
          onChange={({ target }) =>
            set({ priority: target.value as Severity }, `Its priority is ${target.value}.`)
          }
          options={severities.map((value) => ({ value, label: value }))}
        />
        <Field
          label="Due on"
          type="date"
          key={item.dueAt}
          defaultValue={item.dueAt.slice(0, 10)}
          required
          onBlur={({ target }) => {
            if (target.value === '' || target.value === item.dueAt.slice(0, 10)) return;
            set({ dueAt: `${target.value}T23:59:59.000Z` }, `Due on ${target.value}.`);
          }}
        />
      </form>
    </Section>
  );
}

/** Adds a line to the history. */
export function Comment({ id }: { id: string }): ReactNode {
  const [text, setText] = useState('');
  const change = useChange('changeWork', stale);
  return (
    <form
      className="comment"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { params: { id }, body: { comment: text } },
          { onSuccess: () => setText('') },
        );
      }}
    >
      <Field
        label="Comment"
        value={text}
        maxLength={4_000}
        required
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <Problem error={change.error} />
      <button type="submit" disabled={change.isPending}>
        Add
      </button>
    </form>
  );
}
