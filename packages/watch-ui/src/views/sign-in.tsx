import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useApi, useChange } from '../api/queries.ts';
import { Field, textsOf } from '../parts/field.tsx';
import { Problem } from '../parts/page.tsx';
import { Door } from './door.tsx';

export function SignIn({ onDone }: { onDone: () => void }): ReactNode {
  const signIn = useChange('signIn', []);
  const isNeeded = useApi('needsSetUp').data?.isNeeded ?? false;
  const client = useQueryClient();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { email = '', password = '' } = textsOf(event.currentTarget);
    await signIn.mutateAsync({ body: { email, password } });
    client.clear();
    onDone();
  };
  if (isNeeded) {
    return (
      <Door title="Not set up yet" lead="Nobody can sign in, since there is no first owner.">
        <p>
          Look at the terminal in which watch runs: it shows a link that ends in{' '}
          <code>/setup#…</code> and is valid for a day. Starting watch again shows a new one.
        </p>
      </Door>
    );
  }
  return (
    <Door title="Sign in" lead="The console of your team.">
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Field
          label="E-mail address"
          name="email"
          type="email"
          required
          autoComplete="username"
          autoFocus
        />
        <Field
          label="Password"
          name="password"
          type="password"
          required
          autoComplete="current-password"
        />
        <Problem error={signIn.error} />
        <button type="submit" className="main" disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
    </Door>
  );
}
