import type { ReactNode } from 'react';
import { itemsOf, usePages } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { AppChoice } from '../parts/app-choice.tsx';
import { Choice } from '../parts/field.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { More } from '../parts/more.tsx';
import { AddressDataNote } from '../parts/whereabouts.tsx';
import { Empty, Loading, Page, Problem } from '../parts/page.tsx';

export interface IncidentSearch {
  /** Open ones unless said. */
  readonly status?: Incident['status'] | 'any' | undefined;
  readonly outcome?: Incident['outcome'] | undefined;
  readonly app?: string | undefined;
}

export function Incidents({
  search,
  onSearch,
}: {
  search: IncidentSearch;
  onSearch: (search: IncidentSearch) => void;
}): ReactNode {
  const { status = 'open', outcome, app } = search;
  const pages = usePages('listIncidents', {
    outcome,
    app,
    ...(status !== 'any' && { status }),
  });
  const items = itemsOf(pages.data);
  return (
    <Page
      title="Incidents"
      lead="Events that belong together: the same attack on the same route by the same actor, without a quiet half hour between."
    >
      <form className="filters" role="search" aria-label="Incidents">
        <Choice
          isCompact
          label="State"
          data-filter=""
          value={status}
          onChange={({ target }) =>
            onSearch({ ...search, status: target.value as IncidentSearch['status'] })
          }
          options={[
            { value: 'open', label: 'open' },
            { value: 'closed', label: 'closed' },
            { value: 'false-alarm', label: 'false alarm' },
            { value: 'any', label: 'any' },
          ]}
        />
        <Choice
          isCompact
          label="Kind"
          value={outcome ?? ''}
          onChange={({ target }) =>
            onSearch({
              ...search,
              outcome: (target.value || undefined) as Incident['outcome'] | undefined,
            })
          }
          options={[
            { value: '', label: 'attacks and weaknesses' },
            { value: 'attack', label: 'attacks' },
            { value: 'weakness', label: 'weaknesses' },
          ]}
        />
        <AppChoice value={app} onValue={(app) => onSearch({ ...search, app })} />
      </form>
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && items.length === 0 && (
        <Empty title={status === 'open' ? 'Nothing is open' : 'None of this kind'}>
          <p>
            An incident opens by itself when guard stops an attack or sees a weakness, and opens
            again when the same thing returns. You close it when the cause is dealt with.
          </p>
        </Empty>
      )}
      {items.length > 0 && <IncidentTable incidents={items} />}
      <More pages={pages} />
      <AddressDataNote />
    </Page>
  );
}
