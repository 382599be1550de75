import type { FormEvent, ReactNode } from 'react';
import { Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';

/** Asks for the password before an act that a stolen session must not be enough for. */
export function ConfirmPassword({
  hint,
  label,
  act,
  error,
  isPending,
  onPassword,
}: {
  hint: string;
  /** Of the password’s field: each on a page has a name of its own. */
  label: string;
  /** What is done then. */
  act: string;
  error: Error | null;
  isPending: boolean;
  onPassword: (password: string) => Promise<void>;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { password = '' } = textsOf(event.currentTarget);
    // What goes wrong is shown as `error`.
    void onPassword(password).catch(() => undefined);
  };
  return (
    <form className="narrow" onSubmit={submit}>
      <p className="hint">{hint}</p>
      <Field
        label={label}
        name="password"
        type="password"
        required
        autoComplete="current-password"
      />
      <Problem error={error} />
      <button type="submit" disabled={isPending}>
        {act}
      </button>
    </form>
  );
}
