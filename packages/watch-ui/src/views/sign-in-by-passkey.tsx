import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call } from '../api/call.ts';
import { passkeyPlace, takePasskey } from '../api/passkeys.ts';
import { Problem } from '../parts/page.tsx';

/** Signs in without a password: the passkey tells who it is, and counts as both factors. */
export function SignInByPasskey({ onDone }: { onDone: () => void }): ReactNode {
  const signIn = useMutation({
    mutationFn: async () => {
      const passkey = await takePasskey(await call('askPasskey', {}));
      await call('signInByPasskey', { body: { passkey } });
    },
    onSuccess: onDone,
  });
  const place = passkeyPlace();
  if (place === 'nowhere') return null;
  if (place !== 'here') {
    return (
      <div className="door-other">
        <p className="hint">
          Passkeys work at <a href={`${place.address}/sign-in`}>{place.address}</a>.
        </p>
      </div>
    );
  }
  return (
    <div className="door-other">
      <Problem error={signIn.error} />
      <button type="button" disabled={signIn.isPending} onClick={() => signIn.mutate()}>
        Use a passkey
      </button>
    </div>
  );
}
