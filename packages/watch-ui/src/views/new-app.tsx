import type { FormEvent, ReactNode } from 'react';
import { useChange } from '../api/queries.ts';
import { Field, textsOf } from '../parts/field.tsx';
import { Page, Problem } from '../parts/page.tsx';

export function NewApp({ onAdded }: { onAdded: (id: string) => void }): ReactNode {
  const add = useChange('addApp', ['listApps', 'listAudit']);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const { name = '' } = textsOf(event.currentTarget);
    onAdded((await add.mutateAsync({ body: { name } })).id);
  };
  return (
    <Page
      title="Add an app"
      lead="One name for the whole app; its environments are told apart by their tokens."
    >
      <form className="narrow" onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          autoFocus
          placeholder="shop"
          autoComplete="off"
        />
        <Problem error={add.error} />
        <button type="submit" className="main" disabled={add.isPending}>
          Add the app
        </button>
      </form>
    </Page>
  );
}
