import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiFailure } from '../api/call.ts';
import { useApi, useChange } from '../api/queries.ts';
import { CodeField } from '../parts/code-field.tsx';
import { Field, textsOf } from '../parts/field.tsx';
import { Problem } from '../parts/page.tsx';
import { Door } from './door.tsx';
import { SignInByPasskey } from './sign-in-by-passkey.tsx';
import { SignInByProvider } from './sign-in-by-provider.tsx';

export function SignIn({
  to,
  onDone,
}: {
  /** Where somebody wanted to go. */
  to: string | undefined;
  onDone: () => void;
}): ReactNode {
  const signIn = useChange('signIn', []);
  const isNeeded = useApi('needsSetUp').data?.isNeeded ?? false;
  const client = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { email = '', password = '', code } = textsOf(event.currentTarget);
    await signIn.mutateAsync({ body: { email, password, ...(code !== undefined && { code }) } });
    enter();
  };
  const enter = (): void => {
    client.clear();
    onDone();
  };
  const isAsked = signIn.error instanceof ApiFailure && signIn.error.code === 'code_needed';
  // Once asked for, the field stays, whatever is wrong with what was typed.
  if (isAsked && !needsCode) setNeedsCode(true);
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
      <SignInByProvider to={to} />
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
        {needsCode && (
          <CodeField hint="From your authenticator app, or a recovery code. A passkey does as well." />
        )}
        <Problem error={isAsked ? null : signIn.error} />
        <button type="submit" className="main" disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
      <SignInByPasskey onDone={enter} />
    </Door>
  );
}
