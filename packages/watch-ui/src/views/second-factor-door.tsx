import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../api/me.ts';
import { useChange } from '../api/queries.ts';
import { Section } from '../parts/page.tsx';
import { Ago } from '../parts/time.tsx';
import { Door } from './door.tsx';
import { Passkeys } from './settings/passkeys.tsx';
import { SecondFactor } from './settings/second-factor.tsx';

/** The step at which whoever must have a second factor sets one up, before they go on. */
export function SecondFactorDoor({
  onDone,
  onSignOut,
}: {
  onDone: () => void;
  onSignOut: () => void;
}): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const signOut = useChange('signOut', []);
  const isSet = me?.secondFactor === 'set';
  const leave = (): void =>
    signOut.mutate(
      {},
      {
        onSettled: () => {
          onSignOut();
          client.clear();
        },
      },
    );
  return (
    <Door
      title={isSet ? 'Your second factor is set' : 'A second factor first'}
      lead={
        isSet
          ? 'Keep the recovery codes, if some are shown below; then go on.'
          : 'A password alone can be stolen. Set up one of these two, and it opens nothing any more.'
      }
    >
      {me?.secondFactorDueAt !== undefined && (
        <p>
          You may do without it for now; the time for it ends <Ago time={me.secondFactorDueAt} />
        </p>
      )}
      <div className="actions">
        {(isSet || me?.secondFactor === 'due') && (
          <button type="button" className={isSet ? 'main' : undefined} onClick={onDone}>
            {isSet ? 'Go on' : 'Later'}
          </button>
        )}
        {!isSet && (
          <button type="button" className="quiet" onClick={leave}>
            Sign out
          </button>
        )}
      </div>
      <Section title="A passkey">
        <Passkeys />
      </Section>
      <Section title="Or codes of an app">
        <SecondFactor />
      </Section>
    </Door>
  );
}
