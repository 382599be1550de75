import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import type { Playbook } from '../../api/types.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loading, Page, Problem } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { counted } from '../../words/text.ts';
import { ruleInWords } from './rule-in-words.ts';
import { Switch } from './switch.tsx';

/** What is done without anybody being asked. */
export function Playbooks(): ReactNode {
  const { data, error } = useApi('listPlaybooks');
  const mayAdd = useMay('addPlaybook');
  return (
    <Page
      title="Playbooks"
      lead="When so much comes from one actor within some time, then act. Critical addresses are never decided about, every decision has an end, and each can be undone."
      actions={
        mayAdd && (
          <Link to="/playbooks/new" className="button main">
            <Icon name="plus" />
            Write a playbook
          </Link>
        )
      }
    >
      <Problem error={error} />
      {!data && !error && <Loading />}
      {data && (
        <table className="table playbooks">
          <thead>
            <tr>
              <th scope="col">Playbook</th>
              <th scope="col">When, and what then</th>
              <th scope="col">Fired</th>
              <th scope="col" className="right">
                State
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((playbook) => (
              <Row key={playbook.id} playbook={playbook} />
            ))}
          </tbody>
        </table>
      )}
    </Page>
  );
}

function Row({ playbook }: { playbook: Playbook }): ReactNode {
  const { id, name, rule, isOn, ready, createdBy, firedLastWeek, firedAt } = playbook;
  return (
    <tr data-row="" className={isOn ? undefined : 'is-past'}>
      <td>
        <Link to="/playbooks/$id" params={{ id }} className="row-link">
          {name}
        </Link>
        <small>{ready ? 'ready' : `by ${createdBy}`}</small>
      </td>
      <td>{ruleInWords(rule)}</td>
      <td className="when">
        {firedAt === undefined ? (
          <>
            never<span className="on-phone"> fired</span>
          </>
        ) : (
          <>
            <Ago time={firedAt} />
            <small>{counted(firedLastWeek, 'time')} last week</small>
          </>
        )}
      </td>
      <td className="right">
        <Switch playbook={playbook} />
      </td>
    </tr>
  );
}
