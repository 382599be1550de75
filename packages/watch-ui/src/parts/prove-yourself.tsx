import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { takePasskey } from '../api/passkeys.ts';
import type { Operations } from '../api/operations.generated.ts';
import { useChange } from '../api/queries.ts';
import { Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';

export type Proof = Operations['beginPasskey']['body']['proof'];

/** Asks for the password, or a passkey of whoever has one, before an act that a stolen session must not be enough for. */
export function ProveYourself({
  label,
  act,
  isDanger = false,
  hasPasskey,
  children,
  onProof,
}: {
  /** Of the password’s field: each on a page has a name of its own. */
  label: string;
  /** What is done then. */
  act: string;
  isDanger?: boolean;
  hasPasskey: boolean;
  children?: ReactNode;
  /** Gets what else the form holds too; what it throws is shown. */
  onProof: (proof: Proof, texts: Record<string, string>) => Promise<void>;
}): ReactNode {
  const ask = useChange('askOwnPasskey', []);
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isPending, setIsPending] = useState(false);
  const prove = async (proof: () => Promise<Proof>): Promise<void> => {
    if (form.current === null) return;
    const texts = textsOf(form.current);
    setIsPending(true);
    setError(null);
    try {
      await onProof(await proof(), texts);
    } catch (failure) {
      setError(failure as Error);
    }
    setIsPending(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { password = '' } = textsOf(event.currentTarget);
    void prove(() => Promise.resolve({ password }));
  };
  return (
    <form className="narrow" ref={form} onSubmit={submit}>
      {children}
      <Field
        label={label}
        name="password"
        type="password"
        required
        autoComplete="current-password"
      />
      <Problem error={error} />
      <div className="actions">
        <button type="submit" className={isDanger ? 'danger' : 'main'} disabled={isPending}>
          {act}
        </button>
        {hasPasskey && (
          <button
            type="button"
            disabled={isPending}
            onClick={() =>
              void prove(async () => ({ passkey: await takePasskey(await ask.mutateAsync({})) }))
            }
          >
            Confirm with a passkey instead
          </button>
        )}
      </div>
    </form>
  );
}
