import type { FormEvent, ReactNode } from 'react';
import { useChange } from '../api/queries.ts';
import type { App } from '../api/types.ts';
import { Field, textsOf } from './field.tsx';
import { Problem } from './page.tsx';
import { say } from './toasts.tsx';

/** Where drills may send a request to an app. Whoever sets it says that the app is the team's own. */
export function AppAddress({ app, mayChange }: { app: App; mayChange: boolean }): ReactNode {
  const set = useChange('setAppAddress', ['listApps', 'listAudit']);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const address = textsOf(event.currentTarget)['address']?.trim() ?? '';
    await set.mutateAsync({
      params: { id: app.id },
      body: { address: address === '' ? null : address },
    });
    say(
      address === ''
        ? `Nothing is sent to ${app.name} any more.`
        : `Drills may send a request to ${address}.`,
    );
  };
  if (!mayChange) return <p>{app.address ?? 'Watch does not know the address of this app.'}</p>;
  return (
    <form className="row" onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Field
        label="Address to which a drill may send one request"
        name="address"
        type="url"
        maxLength={2_000}
        defaultValue={app.address ?? ''}
        placeholder="https://shop.example.com/"
        hint="Set it only if the app is yours. Empty: watch sends it nothing."
      />
      <button type="submit" disabled={set.isPending}>
        It is ours
      </button>
      <Problem error={set.error} />
    </form>
  );
}
