import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Problem } from '../parts/page.tsx';
import { Door } from './door.tsx';

/**
 * Signs in whoever made the link, once they say so: opened by itself, a link that somebody else sent
 * would sign a person in as that somebody without their noticing.
 */
export function SignInLink({ onDone }: { onDone: () => void }): ReactNode {
  const signIn = useChange('signInByLink', []);
  const client = useQueryClient();
  const [secret] = useState(() => location.hash.slice(1));
  const enter = async (): Promise<void> => {
    await signIn.mutateAsync({ body: { secret } });
    client.clear();
    onDone();
  };
  return (
    <Door
      title="Come in"
      lead="This link signs in whoever made it, once. Use it only when that is you."
    >
      <Problem error={signIn.error} />
      {signIn.error || secret === '' ? (
        <a className="button" href="/sign-in">
          Sign in with your password
        </a>
      ) : (
        <button
          type="button"
          className="main"
          disabled={signIn.isPending}
          autoFocus
          onClick={() => void enter().catch(() => undefined)}
        >
          Sign in
        </button>
      )}
    </Door>
  );
}
