import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import { Empty, Loading, Problem, Section } from '../../../parts/page.tsx';
import { say } from '../../../parts/toasts.tsx';
import { MonitorSettings } from './monitor-settings.tsx';

/** One monitor’s name and settings, to be changed. */
export function EditMonitor(): ReactNode {
  const { id } = useParams({ from: '/signed-in/settings/monitors/$id/edit' });
  const navigate = useNavigate();
  const monitors = useApi('listMonitors');
  const kinds = useApi('listMonitorKinds');
  const edit = useChange('editMonitor', ['listMonitors', 'listLooks', 'listAudit']);
  const error = monitors.error ?? kinds.error;
  if (!monitors.data || !kinds.data) return error ? <Problem error={error} /> : <Loading />;
  const monitor = monitors.data.items.find((one) => one.id === id);
  const form = kinds.data.items.find(({ kind }) => kind === monitor?.kind);
  if (!monitor || !form) return <Empty title="There is no such monitor any more" />;
  return (
    <Section title={`Edit ${monitor.name}`}>
      <MonitorSettings
        form={form}
        monitor={monitor}
        action="Save"
        error={edit.error}
        isPending={edit.isPending}
        onSave={(body) =>
          edit.mutate(
            { params: { id }, body },
            {
              onSuccess: () => {
                say(`${body.name} is saved, and looks within seconds.`);
                void navigate({ to: '/settings/monitors/$id', params: { id } });
              },
            },
          )
        }
      />
    </Section>
  );
}
