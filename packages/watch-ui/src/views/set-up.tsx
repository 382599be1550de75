import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Field, textsOf } from '../parts/field.tsx';
import { Problem } from '../parts/page.tsx';
import { Door } from './door.tsx';

/** Makes the first person. The link’s secret stands after the `#`, where no server log sees it. */
export function SetUp({ onDone }: { onDone: () => void }): ReactNode {
  const setUp = useChange('setUp', []);
  const client = useQueryClient();
  const [secret] = useState(() => location.hash.slice(1));
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { email = '', name = '', password = '' } = textsOf(event.currentTarget);
    await setUp.mutateAsync({ body: { secret, email, name, password } });
    client.clear();
    onDone();
  };
  return (
    <Door
      title="Welcome to the keep"
      lead="You hold the one-time link from the terminal, so you become the first owner. Others are added by you."
    >
      {secret === '' ? (
        <p className="problem" role="alert">
          This address lacks its secret. Open the whole link that the terminal shows when watch
          starts: it ends in <code>/setup#…</code>
        </p>
      ) : (
        <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
          <Field
            label="Your name"
            name="name"
            required
            maxLength={200}
            autoComplete="name"
            autoFocus
          />
          <Field
            label="E-mail address"
            name="email"
            type="email"
            required
            autoComplete="username"
          />
          <Field
            label="Password"
            name="password"
            type="password"
            required
            minLength={12}
            maxLength={256}
            autoComplete="new-password"
            hint="12 characters or more; a few words do well."
          />
          <Problem error={setUp.error} />
          <button type="submit" className="main" disabled={setUp.isPending}>
            Become the first owner
          </button>
        </form>
      )}
    </Door>
  );
}
