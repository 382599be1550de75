import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi, useChange } from '../../api/queries.ts';
import type { Playbook } from '../../api/types.ts';
import { Empty, Page, Section, Unread } from '../../parts/page.tsx';
import { RemoveDialog } from '../../parts/remove-dialog.tsx';
import { say } from '../../parts/toasts.tsx';
import { Firings } from './firings.tsx';
import { PlaybookForm } from './playbook-form.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { filtersOf, ruleInWords } from './rule-in-words.ts';
import { Switch } from './switch.tsx';

/** One playbook: what it says, what it would have done, and what it did. */
export function OnePlaybook(): ReactNode {
  const { id } = useParams({ from: '/signed-in/playbooks/$id' });
  const { ask } = useSearch({ from: '/signed-in/playbooks/$id' });
  const { data, error } = useApi('listPlaybooks');
  const apps = useApi('listApps').data?.items ?? [];
  const mayChange = useMay('changePlaybook');
  if (!data) return <Unread title="Playbook" error={error} />;
  const playbook = data.items.find((one) => one.id === id);
  if (!playbook) return <Empty title="There is no such playbook any more" />;
  const { name, rule, ready } = playbook;
  return (
    <Page
      title={name}
      lead={ready?.why ?? `Written by ${playbook.createdBy}.`}
      actions={<Switch playbook={playbook} />}
    >
      <p className="rule">{ruleInWords(rule)}</p>
      {ready && <p className="hint">{ready.whySo}</p>}
      <dl className="facts">
        {filtersOf(rule, apps).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="fact">{value}</dd>
          </div>
        ))}
      </dl>
      {mayChange && (
        <div className="actions">
          <Link to="/playbooks/$id" params={{ id }} search={{ ask: 'change' }} className="button">
            Change it
          </Link>
          {!ready && (
            <Link
              to="/playbooks/$id"
              params={{ id }}
              search={{ ask: 'remove' }}
              className="button danger"
            >
              Take away
            </Link>
          )}
        </div>
      )}
      {ask === 'change' ? (
        <Section title="Change it">
          <Change key={id} playbook={playbook} />
        </Section>
      ) : (
        mayChange && (
          <Section title="Last week">
            <Rehearsal key={id} rule={() => rule} />
          </Section>
        )
      )}
      <Section title="When it fired">
        <Firings id={id} />
      </Section>
      {ask === 'remove' && <Remove playbook={playbook} />}
    </Page>
  );
}

function Change({ playbook: { id, name, rule } }: { playbook: Playbook }): ReactNode {
  const navigate = useNavigate();
  const change = useChange('changePlaybook', ['listPlaybooks', 'listAudit']);
  return (
    <PlaybookForm
      name={name}
      rule={rule}
      act="Save"
      error={change.error}
      isPending={change.isPending}
      onSave={(name, rule) =>
        change.mutate(
          { params: { id }, body: { name, rule } },
          {
            onSuccess: () => {
              say(`${name} is saved.`);
              void navigate({ to: '/playbooks/$id', params: { id }, replace: true });
            },
          },
        )
      }
    />
  );
}

function Remove({ playbook: { id, name } }: { playbook: Playbook }): ReactNode {
  const navigate = useNavigate();
  const remove = useChange('deletePlaybook', ['listPlaybooks', 'listAudit']);
  return (
    <RemoveDialog
      name={name}
      loses="Its history goes with it. What it decided stays in force."
      removal={remove}
      onClose={() => void navigate({ to: '/playbooks/$id', params: { id }, replace: true })}
      onRemove={() =>
        remove.mutate(
          { params: { id } },
          {
            onSuccess: () => {
              say(`${name} is gone.`);
              void navigate({ to: '/playbooks', replace: true });
            },
          },
        )
      }
    />
  );
}
