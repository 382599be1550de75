import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { itemsOf, usePages } from '../api/queries.ts';
import { DecisionTable } from '../parts/decision-table.tsx';
import { Choice } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Loading, Page, Problem } from '../parts/page.tsx';
import { TextFilter } from '../parts/text-filter.tsx';

export interface DecisionSearch {
  /** Those in force unless said. */
  readonly show?: 'all' | 'past' | undefined;
  /** Only about this address, or networks around it. */
  readonly about?: string | undefined;
}

export function Decisions({
  search: { show, about },
  onSearch,
}: {
  search: DecisionSearch;
  onSearch: (search: DecisionSearch) => void;
}): ReactNode {
  const mayDecide = useMay('decide');
  const pages = usePages('listDecisions', {
    actor: about,
    ...(show !== 'all' && { inForce: String(show !== 'past') }),
  });
  const items = itemsOf(pages.data);
  return (
    <Page
      title="Decisions"
      lead="Who is kept out, slowed down, asked again or let in, until when and why. Guard enforces it at the door of every app, also while this console is away."
      actions={
        mayDecide && (
          <Link to="." search={{ show, about, block: '' } as never} className="button danger">
            <Icon name="decisions" />
            Decide
          </Link>
        )
      }
    >
      <form className="filters" role="search" aria-label="Decisions">
        <Choice
          isCompact
          label="Show"
          data-filter=""
          value={show ?? ''}
          onChange={({ target }) =>
            onSearch({ about, show: (target.value || undefined) as DecisionSearch['show'] })
          }
          options={[
            { value: '', label: 'in force' },
            { value: 'past', label: 'over or undone' },
            { value: 'all', label: 'all' },
          ]}
        />
        <TextFilter
          label="About"
          placeholder="203.0.113.7"
          value={about}
          onValue={(value) => onSearch({ show, about: value })}
        />
      </form>
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && items.length === 0 && (
        <Empty
          title={
            show === undefined && about === undefined ? 'Nobody is blocked' : 'None of this kind'
          }
        >
          <p>
            Block an attacker from their profile, from an incident, or here. Every block has an end
            and a reason, and can be undone.
          </p>
        </Empty>
      )}
      {items.length > 0 && <DecisionTable decisions={items} />}
      <More pages={pages} />
    </Page>
  );
}
