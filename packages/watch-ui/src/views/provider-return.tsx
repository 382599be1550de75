import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiFailure, type Result } from '../api/call.ts';
import { afterProvider, leaveFor } from '../api/provider-trip.ts';
import { useChange } from '../api/queries.ts';
import { Loading, Problem } from '../parts/page.tsx';
import { say } from '../parts/toasts.tsx';
import { Door } from './door.tsx';
import { FactorAfterProvider } from './factor-after-provider.tsx';

const done: Readonly<Record<Result<'comeBackFromProvider'>['outcome'], string | undefined>> = {
  'signed in': undefined,
  linked: 'From now on this account signs you in too.',
  confirmed: 'Confirmed: for ten minutes you can change your account.',
  'second factor': undefined,
};

/** Where the provider sends people back to: with a code, which is given to the server at once. */
export function ProviderReturn({
  onDone,
}: {
  /** Hears the way on. */
  onDone: (to: string | undefined) => void;
}): ReactNode {
  const comeBack = useChange('comeBackFromProvider', []);
  const begin = useChange('beginProviderSignIn', []);
  const client = useQueryClient();
  const [brought] = useState(() => new URLSearchParams(location.search));
  const isTaken = useRef(false);
  const state = brought.get('state');
  const isRefused =
    comeBack.error instanceof ApiFailure &&
    comeBack.error.code === 'not_allowed' &&
    brought.has('code');
  const enter = (words?: string): void => {
    client.clear();
    onDone(afterProvider());
    if (words !== undefined) say(words);
  };
  useEffect(() => {
    // Once: a code works once, and must not stay in the address.
    if (isTaken.current || state === null) return;
    isTaken.current = true;
    history.replaceState(history.state, '', location.pathname);
    const of = (name: string): object => {
      const value = brought.get(name);
      return value === null || value === '' ? {} : { [name]: value };
    };
    const body = { state, ...of('code'), ...of('iss'), ...of('error') };
    void comeBack.mutateAsync({ body }).then(
      ({ outcome }) => outcome !== 'second factor' && enter(done[outcome]),
      () => undefined,
    );
  });
  if (comeBack.data?.ticket !== undefined) {
    return <FactorAfterProvider ticket={comeBack.data.ticket} onDone={() => enter()} />;
  }
  if (comeBack.error || state === null) {
    return (
      <Door
        title="You are not signed in"
        lead={
          state === null
            ? 'This page is for the way back from a sign-in provider.'
            : 'It did not work this time.'
        }
      >
        <Problem error={comeBack.error ?? begin.error} />
        <div className="actions">
          <a className="button main" href="/sign-in">
            Back to the sign-in
          </a>
          {isRefused && (
            <button
              type="button"
              disabled={begin.isPending}
              onClick={() =>
                begin.mutate(
                  { query: { again: 'yes' } },
                  { onSuccess: ({ url }) => leaveFor(url, afterProvider() ?? '/') },
                )
              }
            >
              Use another account
            </button>
          )}
        </div>
      </Door>
    );
  }
  return (
    <Door title="One moment" lead="You are being signed in.">
      <Loading />
    </Door>
  );
}
