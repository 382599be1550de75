import { type FormEvent, type ReactNode, useRef } from 'react';
import { useChange } from '../../api/queries.ts';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { ProveYourself } from '../../parts/prove-yourself.tsx';
import { say } from '../../parts/toasts.tsx';

const newPassword = (
  <Field
    label="New password"
    name="next"
    type="password"
    required
    minLength={12}
    maxLength={256}
    autoComplete="new-password"
    hint="12 characters or more. All your other sessions end."
  />
);

export function ChangePassword(): ReactNode {
  const change = useChange('changePassword', []);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { current = '', next = '' } = textsOf(event.currentTarget);
    await change.mutateAsync({ body: { current, next } });
    form.current?.reset();
    say('Your password is changed, and you are signed out everywhere else.');
  };
  return (
    <form
      ref={form}
      className="narrow"
      onSubmit={(event) => void submit(event).catch(() => undefined)}
    >
      <Field
        label="Current password"
        name="current"
        type="password"
        required
        autoComplete="current-password"
      />
      {newPassword}
      <Problem error={change.error} />
      <button type="submit" className="main" disabled={change.isPending}>
        Change it
      </button>
    </form>
  );
}

/** For whoever came through the provider: a way in when it is away. */
export function FirstPassword(): ReactNode {
  const change = useChange('changePassword', ['getOwnProvider', 'listPeople']);
  return (
    <ProveYourself
      label=""
      act="Set a password"
      hasPasskey={false}
      onProof={async (_, { next = '' }) => {
        await change.mutateAsync({ body: { next } });
        say('You can sign in with this password too.');
      }}
    >
      <p className="hint">You have none here, and need none: the provider signs you in.</p>
      {newPassword}
    </ProveYourself>
  );
}
