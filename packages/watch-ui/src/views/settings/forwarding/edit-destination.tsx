import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { Destination } from '../../../api/types.ts';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { say } from '../../../parts/toasts.tsx';
import { DestinationForm } from './destination-form.tsx';
import { DestinationState } from './destination-state.tsx';
import { TestDestination } from './test-destination.tsx';

/** One destination: how it fares, tested, changed, taken away. */
export function EditDestination(): ReactNode {
  const { id } = useParams({ from: '/signed-in/settings/forwarding/$id' });
  const { remove } = useSearch({ from: '/signed-in/settings/forwarding/$id' });
  const destinations = useApi('listDestinations');
  const kinds = useApi('listDestinationKinds');
  const change = useChange('changeDestination', ['listDestinations', 'listAudit']);
  const error = destinations.error ?? kinds.error;
  if (!destinations.data || !kinds.data) return error ? <Problem error={error} /> : <Loading />;
  const destination = destinations.data.items.find((one) => one.id === id);
  const kind = kinds.data.items.find((one) => one.kind === destination?.kind);
  if (!destination || !kind) return <Empty title="There is no such destination any more" />;
  return (
    <Section
      title={destination.name}
      aside={
        <div className="actions">
          <TestDestination destination={destination} />
          <Link
            to="/settings/forwarding/$id"
            params={{ id }}
            search={{ remove: 'ask' }}
            className="button danger"
          >
            Take away
          </Link>
        </div>
      }
    >
      <p className="destination-state">
        <DestinationState destination={destination} />
      </p>
      <DestinationForm
        key={id}
        kind={kind}
        destination={destination}
        action="Save"
        error={change.error}
        isPending={change.isPending}
        onSave={(body) =>
          change.mutate(
            { params: { id }, body },
            { onSuccess: () => say(`${body.name} is saved, and tried at once.`) },
          )
        }
      />
      {remove === 'ask' && <Remove destination={destination} />}
    </Section>
  );
}

function Remove({ destination: { id, name } }: { destination: Destination }): ReactNode {
  const navigate = useNavigate();
  const removal = useChange('deleteDestination', ['listDestinations', 'listAudit']);
  const close = (): void =>
    void navigate({ to: '/settings/forwarding/$id', params: { id }, replace: true });
  return (
    <RemoveDialog
      name={name}
      loses="Its settings and secrets go for good, and what it was not sent yet it is never sent."
      removal={removal}
      onClose={close}
      onRemove={() =>
        removal.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              say(`${name} is sent nothing any more.`);
              void navigate({ to: '/settings/forwarding', replace: true });
            },
          },
        )
      }
    />
  );
}
