import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useChange } from '../../api/queries.ts';
import type { PlaybookRule } from '../../api/types.ts';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { PlaybookForm } from './playbook-form.tsx';

const first: PlaybookRule = {
  on: 'attack',
  apps: [],
  detections: [],
  minSeverity: 'low',
  disposition: 'any',
  networks: [],
  counts: 'events',
  threshold: 5,
  windowSeconds: 600,
  by: 'address',
  action: 'notify',
  actionSeconds: 3_600,
  tells: 'medium',
};

export function NewPlaybook(): ReactNode {
  const navigate = useNavigate();
  const add = useChange('addPlaybook', ['listPlaybooks', 'listAudit']);
  return (
    <Page
      title="Write a playbook"
      lead="It is off until you switch it on. Try it on last week first."
    >
      <PlaybookForm
        name=""
        rule={first}
        act="Save the playbook"
        error={add.error}
        isPending={add.isPending}
        onSave={(name, rule) =>
          add.mutate(
            { body: { name, rule } },
            {
              onSuccess: ({ id }) => {
                say(`${name} is saved, and off.`);
                void navigate({ to: '/playbooks/$id', params: { id } });
              },
            },
          )
        }
      />
    </Page>
  );
}
