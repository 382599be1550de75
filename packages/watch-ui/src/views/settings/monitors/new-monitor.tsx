import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { MonitorForm } from '../../../api/types.ts';
import { KindChoice } from '../../../parts/kind-choice.tsx';
import { Loading, Problem, Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { MonitorSettings } from './monitor-settings.tsx';

/** First the kind, then what it takes. */
export function NewMonitor(): ReactNode {
  const { kind } = useSearch({ from: '/signed-in/settings/monitors/new' });
  const { data, error } = useApi('listMonitorKinds');
  const form = data?.items.find((one) => one.kind === kind);
  return (
    <Section title="Add a monitor">
      <Problem error={error} />
      {!data && !error && <Loading />}
      <KindChoice label="Kinds of monitors" to="/settings/monitors/new" kinds={data?.items ?? []} />
      {form && <AddForm key={form.kind} form={form} />}
    </Section>
  );
}

function AddForm({ form }: { form: MonitorForm }): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addMonitor', ['listMonitors', 'listAudit']);
  return (
    <MonitorSettings
      form={form}
      action="Add the monitor"
      error={add.error}
      isPending={add.isPending}
      onSave={(body) =>
        add.mutate(
          { body: { ...body, kind: form.kind } },
          {
            onSuccess: ({ id }) => {
              say(`${body.name} is added, and looks within seconds.`);
              void navigate({ to: '/settings/monitors/$id', params: { id } });
            },
          },
        )
      }
    />
  );
}
