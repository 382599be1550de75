import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useMe } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import type { SavedView } from '../../api/types.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';

/** Queries that are kept, each one click away. */
export function SavedViews({
  query,
  asked,
  onAsk,
}: {
  query: string;
  /** `save`, or the id of the view that is changed. */
  asked: string | undefined;
  onAsk: (asked: string | undefined) => void;
}): ReactNode {
  const views = useApi('listViews').data?.items ?? [];
  const me = useMe();
  const changed = views.find(({ id }) => id === asked);
  const current = views.find((view) => view.query === query);
  const managesShared = me?.role === 'owner' || me?.role === 'admin';
  const mayChange = current && (current.isOwn || managesShared);
  return (
    <nav className="views" aria-label="Saved views">
      {views.map(({ id, name, query: kept, isShared }) => (
        <Link
          key={id}
          to="/events"
          search={{ q: kept }}
          className="button"
          data-on={kept === query}
        >
          {name}
          {isShared && <small>team</small>}
        </Link>
      ))}
      {query !== '' && !current && (
        <button type="button" className="quiet" onClick={() => onAsk('save')}>
          Save this view
        </button>
      )}
      {current && mayChange && (
        <button type="button" className="quiet" onClick={() => onAsk(current.id)}>
          Change the view
        </button>
      )}
      {(asked === 'save' || changed) && (
        <ViewDialog view={changed} query={query} onClose={() => onAsk(undefined)} />
      )}
    </nav>
  );
}

function ViewDialog({
  view,
  query,
  onClose,
}: {
  view: SavedView | undefined;
  query: string;
  onClose: () => void;
}): ReactNode {
  const role = useMe()?.role;
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const [isPinned, setPinned] = useState(view?.isPinned ?? false);
  const add = useChange('addView', ['listViews']);
  const change = useChange('changeView', ['listViews']);
  const remove = useChange('removeView', ['listViews']);
  const done = (text: string) => (): void => {
    onClose();
    say(text);
  };
  const save = (): void => {
    const body = { name, isShared, isPinned };
    const saved = { onSuccess: done(`${name} is saved.`) };
    if (view) change.mutate({ params: { id: view.id }, body }, saved);
    else add.mutate({ body: { ...body, query } }, saved);
  };
  return (
    <Dialog title={view ? `Change ${view.name}` : 'Save this view'} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <p>
          <code>{view?.query ?? query}</code>
        </p>
        <Field
          label="Name"
          required
          maxLength={80}
          data-first=""
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        {role !== 'viewer' && (
          <Tick label="The whole team sees it" isOn={isShared} onChange={setShared} />
        )}
        <Tick label="The overview counts it" isOn={isPinned} onChange={setPinned} />
        <Problem error={add.error ?? change.error ?? remove.error} />
        <div className="actions">
          {view && (
            <button
              type="button"
              className="danger"
              onClick={() =>
                remove.mutate(
                  { params: { id: view.id } },
                  { onSuccess: done(`${view.name} is taken away.`) },
                )
              }
            >
              Take it away
            </button>
          )}
          <button type="submit" className="main" disabled={add.isPending || change.isPending}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Tick({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}): ReactNode {
  return (
    <label className="tick">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
