import { Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useApi, useChange } from '../../api/queries.ts';
import type { Person } from '../../api/types.ts';
import { AppTicks, appsOf } from '../../parts/app-ticks.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Problem } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';

/** Which apps a person sees, with the way to change it. */
export function PersonApps({ person }: { person: Person }): ReactNode {
  const apps = useApi('listApps').data?.items ?? [];
  const names = apps.filter(({ id }) => person.apps?.includes(id)).map(({ name }) => name);
  const words = person.apps === undefined ? 'every app' : names.join(', ');
  if (person.role === 'owner' || apps.length === 0) return words;
  return (
    <Link to="/settings/people" search={{ apps: person.id }}>
      {words}
      <span className="unseen"> (change what {person.name} sees)</span>
    </Link>
  );
}

/** Asks which apps a person is to see. */
export function PersonAppsDialog({ person }: { person: Person }): ReactNode {
  const navigate = useNavigate();
  const change = useChange('changePerson', ['listPeople', 'listAudit']);
  const close = (): void => void navigate({ to: '/settings/people', search: {} });
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const apps = appsOf(event.currentTarget) ?? null;
    await change.mutateAsync({ params: { id: person.id }, body: { apps } });
    say(`${person.name} has to sign in again.`);
    close();
  };
  return (
    <Dialog title={`What ${person.name} sees`} onClose={close}>
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <p>What is of another app is not there for them, in lists, counts and live.</p>
        <AppTicks ticked={person.apps} />
        <Problem error={change.error} />
        <div className="actions">
          <button type="button" onClick={close}>
            Leave it
          </button>
          <button type="submit" className="main" disabled={change.isPending}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}
