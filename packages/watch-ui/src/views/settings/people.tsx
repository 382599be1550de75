import { type FormEvent, type ReactNode, useRef } from 'react';
import type { Role } from '../../api/call.ts';
import { roles } from '../../api/operations.generated.ts';
import { useApi, useChange } from '../../api/queries.ts';
import type { Person } from '../../api/types.ts';
import { AppTicks, appsOf } from '../../parts/app-ticks.tsx';
import { Choice, Field, textsOf } from '../../parts/field.tsx';
import { Loading, Problem, Section } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { say } from '../../parts/toasts.tsx';
import { PersonApps, PersonAppsDialog } from './person-apps.tsx';
import { SecondFactorRule } from './second-factor-rule.tsx';

const meanings: Readonly<Record<Role, string>> = {
  owner: 'owner: everything, people too',
  admin: 'admin: apps, tokens, audit log',
  responder: 'responder: blocks and resolves',
  viewer: 'viewer: looks only',
};
const roleOptions = roles.map((role) => ({ value: role, label: meanings[role] }));

/** `changing` is the person whose apps are asked for. */
export function People({ changing }: { changing: string | undefined }): ReactNode {
  const { data, error } = useApi('listPeople');
  const asked = data?.items.find(({ id }) => id === changing);
  return (
    <>
      <Section title="Who may sign in">
        <Problem error={error} />
        {!data && !error && <Loading />}
        {data && (
          <table className="table people">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Role</th>
                <th scope="col">Sees</th>
                <th scope="col">Second factor</th>
                <th scope="col">Since</th>
                <th scope="col">
                  <span className="unseen">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((person) => (
                <PersonRow key={person.id} person={person} />
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {asked && <PersonAppsDialog person={asked} />}
      <Section title="Second factor">
        <SecondFactorRule />
      </Section>
      <Section title="Add a person">
        <AddPerson />
      </Section>
    </>
  );
}

function PersonRow({ person }: { person: Person }): ReactNode {
  const change = useChange('changePerson', ['listPeople', 'listAudit']);
  const remove = useChange('removeSecondFactor', ['listPeople', 'listAudit']);
  const set = (body: { role?: Role; isDisabled?: boolean }, words: string): void =>
    change.mutate(
      { params: { id: person.id }, body },
      { onSuccess: () => say(words), onError: ({ message }) => say(message) },
    );
  return (
    <tr className={person.isDisabled ? 'is-past' : undefined}>
      <td>
        {person.name}
        <small>{person.email}</small>
        <WayIn person={person} />
      </td>
      <td>
        <Choice
          isCompact
          label={`Role of ${person.name}`}
          value={person.role}
          options={roleOptions}
          onChange={({ target }) => {
            const role = target.value as Role;
            set({ role }, `${person.name} is now ${role}, and has to sign in again.`);
          }}
        />
      </td>
      <td>
        <PersonApps person={person} />
      </td>
      <td>
        {person.hasSecondFactor ? (
          <>
            <span className="mark was-blocked">second factor</span>{' '}
            <button
              type="button"
              className="quiet"
              onClick={() =>
                remove.mutate(
                  { params: { id: person.id } },
                  {
                    onSuccess: () => say(`${person.name} signs in without a second factor.`),
                    onError: ({ message }) => say(message),
                  },
                )
              }
            >
              Take away<span className="unseen"> the second factor of {person.name}</span>
            </button>
          </>
        ) : (
          <span className="mark was-logged">no second factor</span>
        )}
      </td>
      <td className="when">
        <Ago time={person.createdAt} />
      </td>
      <td className="right">
        <button
          type="button"
          onClick={() =>
            set(
              { isDisabled: !person.isDisabled },
              person.isDisabled
                ? `${person.name} may sign in again.`
                : `${person.name} may not sign in any more.`,
            )
          }
        >
          {person.isDisabled ? 'Let in again' : 'Lock out'}
          <span className="unseen"> {person.name}</span>
        </button>
      </td>
    </tr>
  );
}

/** How somebody comes in, where it is not by password alone. */
function WayIn({ person: { hasPassword, isLinked, isProvided } }: { person: Person }): ReactNode {
  if (!hasPassword && !isLinked) return <small>invited, not here yet</small>;
  if (isProvided) return <small>made by the provider</small>;
  return isLinked ? <small>linked to the provider</small> : null;
}

function AddPerson(): ReactNode {
  const label = useApi('getSignInButton').data?.label;
  const add = useChange('addPerson', ['listPeople', 'listAudit']);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { email = '', name = '', password = '', role = '' } = textsOf(event.currentTarget);
    const apps = appsOf(event.currentTarget);
    await add.mutateAsync({
      body: {
        email,
        name,
        role: role as Role,
        ...(password !== '' && { password }),
        ...(apps && { apps }),
      },
    });
    form.current?.reset();
    say(`${name} may sign in.`);
  };
  return (
    <form
      ref={form}
      className="narrow"
      onSubmit={(event) => void submit(event).catch(() => undefined)}
    >
      <Field label="Name" name="name" required maxLength={200} autoComplete="off" />
      <Field label="E-mail address" name="email" type="email" required autoComplete="off" />
      <Choice label="Role" name="role" options={roleOptions} defaultValue="responder" />
      <AppTicks ticked={undefined} />
      <Field
        label={label === undefined ? 'First password' : 'First password (optional)'}
        name="password"
        type="password"
        required={label === undefined}
        minLength={12}
        maxLength={256}
        autoComplete="new-password"
        hint={
          label === undefined
            ? 'Hand it over in person; they change it after the first sign-in.'
            : `Without one they are invited: they come in through ${label}, with this address.`
        }
      />
      <Problem error={add.error} />
      <button type="submit" className="main" disabled={add.isPending}>
        Add
      </button>
    </form>
  );
}
