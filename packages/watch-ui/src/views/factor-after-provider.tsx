import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { call } from '../api/call.ts';
import { passkeyPlace, takePasskey } from '../api/passkeys.ts';
import { CodeField } from '../parts/code-field.tsx';
import { textsOf } from '../parts/field.tsx';
import { Problem } from '../parts/page.tsx';
import { Door } from './door.tsx';

/** Asks whoever came through the provider for the second factor that they have here. */
export function FactorAfterProvider({
  ticket,
  onDone,
}: {
  ticket: string;
  onDone: () => void;
}): ReactNode {
  const give = useMutation({
    mutationFn: async (code?: string) => {
      const factor =
        code === undefined
          ? { passkey: await takePasskey(await call('askPasskey', {})) }
          : { code };
      await call('giveFactorAfterProvider', { body: { ticket, ...factor } });
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    give.mutate(textsOf(event.currentTarget)['code'] ?? '');
  };
  return (
    <Door title="And your second factor" lead="You have one here, so you are asked for it here.">
      <form onSubmit={submit}>
        <CodeField hint="From your authenticator app, or a recovery code." />
        <Problem error={give.error} />
        <button type="submit" className="main" disabled={give.isPending}>
          Sign in
        </button>
      </form>
      <div className="door-other">
        {passkeyPlace() === 'here' && (
          <button type="button" disabled={give.isPending} onClick={() => give.mutate(undefined)}>
            Use a passkey
          </button>
        )}
        <a href="/sign-in">Begin again</a>
      </div>
    </Door>
  );
}
