import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { DestinationForm as Kind } from '../../../api/types.ts';
import { KindChoice } from '../../../parts/kind-choice.tsx';
import { Loading, Problem, Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { DestinationForm } from './destination-form.tsx';

/** First the kind, then what it takes. */
export function NewDestination(): ReactNode {
  const { kind } = useSearch({ from: '/signed-in/settings/forwarding/new' });
  const { data, error } = useApi('listDestinationKinds');
  const chosen = data?.items.find((one) => one.kind === kind);
  return (
    <Section title="Add a destination">
      <Problem error={error} />
      {!data && !error && <Loading />}
      <KindChoice
        label="Kinds of destinations"
        to="/settings/forwarding/new"
        kinds={data?.items ?? []}
      />
      {chosen && <AddForm key={chosen.kind} kind={chosen} />}
    </Section>
  );
}

function AddForm({ kind }: { kind: Kind }): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addDestination', ['listDestinations', 'listAudit']);
  return (
    <DestinationForm
      kind={kind}
      action="Add the destination"
      error={add.error}
      isPending={add.isPending}
      onSave={(values) =>
        add.mutate(
          { body: { ...values, kind: kind.kind } },
          {
            onSuccess: () => {
              say(`${values.name} is sent what happens from now on. Send a test.`);
              void navigate({ to: '/settings/forwarding' });
            },
          },
        )
      }
    />
  );
}
