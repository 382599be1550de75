import { type FormEvent, type ReactNode, useRef } from 'react';
import { useMe } from '../../api/me.ts';
import { useChange } from '../../api/queries.ts';
import { Field, textsOf } from '../../parts/field.tsx';
import { Problem, Section } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { OtherDevice } from './other-device.tsx';
import { Passkeys } from './passkeys.tsx';
import { SecondFactor } from './second-factor.tsx';

export function Account(): ReactNode {
  const me = useMe();
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
    <>
      <Section title="You">
        <p>
          <b>{me?.name}</b>, {me?.role}
        </p>
      </Section>
      <Section title="Password">
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
          <Problem error={change.error} />
          <button type="submit" className="main" disabled={change.isPending}>
            Change it
          </button>
        </form>
      </Section>
      <Section title="Passkeys">
        <Passkeys />
      </Section>
      <Section title="Second factor">
        <SecondFactor />
      </Section>
      <Section title="Another device">
        <OtherDevice />
      </Section>
    </>
  );
}
