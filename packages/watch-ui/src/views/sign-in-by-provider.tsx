import type { ReactNode } from 'react';
import { leaveFor } from '../api/provider-trip.ts';
import { useApi, useChange } from '../api/queries.ts';
import { Problem } from '../parts/page.tsx';

/** Signs in by the team's own provider, where there is one; `to` is the way on. */
export function SignInByProvider({ to }: { to: string | undefined }): ReactNode {
  const label = useApi('getSignInButton').data?.label;
  const begin = useChange('beginProviderSignIn', []);
  if (label === undefined) return null;
  return (
    <div className="door-first">
      <Problem error={begin.error} />
      <button
        type="button"
        className="main"
        disabled={begin.isPending}
        onClick={() => begin.mutate({}, { onSuccess: ({ url }) => leaveFor(url, to ?? '/') })}
      >
        Sign in through {label}
      </button>
      <p className="hint">Or with what you have here:</p>
    </div>
  );
}
