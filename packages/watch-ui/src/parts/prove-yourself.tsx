import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { takePasskey } from '../api/passkeys.ts';
import type { Operations } from '../api/operations.generated.ts';
import { leaveFor } from '../api/provider-trip.ts';
import { useApi, useChange } from '../api/queries.ts';
import { Field, textsOf } from './field.tsx';
import { Loading, Problem } from './page.tsx';

export type Proof = Operations['beginPasskey']['body']['proof'];

/**
 * Asks for the password, or a passkey of whoever has one, before an act that a stolen session must
 * not be enough for. Who has no password comes through the provider once more.
 */
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
  const { data: own, isPending: isUnknown } = useApi('getOwnProvider');
  const hasPassword = own?.hasPassword !== false;
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
    void prove(() => Promise.resolve(hasPassword ? { password } : { provider: true }));
  };
  if (isUnknown) return <Loading />;
  return (
    <form className="narrow" ref={form} onSubmit={submit}>
      {children}
      {hasPassword && (
        <Field
          label={label}
          name="password"
          type="password"
          required
          autoComplete="current-password"
        />
      )}
      <Problem error={error} />
      <div className="actions">
        {hasPassword || own.isVouched ? (
          <button type="submit" className={isDanger ? 'danger' : 'main'} disabled={isPending}>
            {act}
          </button>
        ) : (
          <ConfirmThere label={own.label} act={act} />
        )}
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

/** The way to the provider, for whoever has no password here and came from it too long ago. */
function ConfirmThere({ label, act }: { label: string | undefined; act: string }): ReactNode {
  const begin = useChange('beginProviderConfirmation', []);
  if (label === undefined) {
    return <p className="hint">You have no password here, and there is no provider now.</p>;
  }
  return (
    <>
      <Problem error={begin.error} />
      <button
        type="button"
        disabled={begin.isPending}
        onClick={() =>
          begin.mutate(
            {},
            { onSuccess: ({ url }) => leaveFor(url, location.pathname + location.search) },
          )
        }
      >
        Confirm through {label} first
        <span className="unseen">, to {act.toLowerCase()}</span>
      </button>
    </>
  );
}
