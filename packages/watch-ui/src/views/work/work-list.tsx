import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { useMe } from '../../api/me.ts';
import { itemsOf, useApi, usePages } from '../../api/queries.ts';
import type { PracticeId, Severity, WorkItem } from '../../api/types.ts';
import { AppChoice } from '../../parts/app-choice.tsx';
import { Choice } from '../../parts/field.tsx';
import { SeverityMark } from '../../parts/marks.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Loading, Page, Problem } from '../../parts/page.tsx';
import { Due, WorkMark } from '../../parts/work-marks.tsx';
import { stateWords, type WorkState } from '../../words/practices.ts';
import { counted } from '../../words/text.ts';

export interface WorkSearch {
  /** What is to be done unless said. */
  readonly state?: WorkState | 'any' | undefined;
  readonly who?: 'me' | 'nobody' | undefined;
  readonly app?: string | undefined;
  readonly priority?: Severity | undefined;
  readonly practice?: string | undefined;
  readonly late?: 'yes' | undefined;
}

const severities = ['critical', 'high', 'medium', 'low'] as const;

/** The team’s work, or one’s own. */
export function WorkList({
  search,
  onSearch,
}: {
  search: WorkSearch;
  onSearch: (search: WorkSearch) => void;
}): ReactNode {
  const { state, who, app, priority, practice, late } = search;
  const me = useMe();
  const counts = useApi('countWork').data;
  const myId = me?.kind === 'person' ? me.id : undefined;
  const pages = usePages('listWork', {
    app,
    priority,
    practice: practice as PracticeId | undefined,
    ...(state !== 'any' && { state: state ?? ('due' as const) }),
    ...(who === 'me' && myId !== undefined && { assignee: myId }),
    ...(who === 'nobody' && { unassigned: 'true' as const }),
    ...(late === 'yes' && { overdue: 'true' as const }),
  });
  const items = itemsOf(pages.data);
  return (
    <Page
      title="Work"
      lead={
        counts === undefined ? undefined : (
          <>
            {counted(counts.due, 'thing')} to mend, {counts.mine} of them yours
            {counts.overdue > 0 && (
              <>
                , <strong className="overdue">{counts.overdue} overdue</strong>
              </>
            )}
            .
          </>
        )
      }
    >
      <Filters search={search} onSearch={onSearch} />
      {practice !== undefined && (
        <p>
          Of practice {practice}.{' '}
          <Link to="/work" search={{ ...search, practice: undefined }}>
            Of all
          </Link>
        </p>
      )}
      <Problem error={pages.error} />
      {pages.isPending && !pages.error && <Loading />}
      {pages.data && items.length === 0 && (
        <NoWork isNarrowed={Object.values(search).some(Boolean)} />
      )}
      {items.length > 0 && <WorkTable items={items} />}
      <More pages={pages} />
    </Page>
  );
}

function Filters({
  search,
  onSearch,
}: {
  search: WorkSearch;
  onSearch: (search: WorkSearch) => void;
}): ReactNode {
  const set = (name: keyof WorkSearch) => (event: { target: { value: string } }) =>
    onSearch({ ...search, [name]: event.target.value || undefined });
  return (
    <form className="filters" role="search" aria-label="Work">
      <Choice
        isCompact
        label="State"
        data-filter=""
        value={search.state ?? ''}
        onChange={set('state')}
        options={[
          { value: '', label: 'to be done' },
          ...Object.entries(stateWords).map(([value, label]) => ({ value, label })),
          { value: 'any', label: 'any' },
        ]}
      />
      <Choice
        isCompact
        label="Whose"
        value={search.who ?? ''}
        onChange={set('who')}
        options={[
          { value: '', label: 'the team’s' },
          { value: 'me', label: 'mine' },
          { value: 'nobody', label: 'nobody’s yet' },
        ]}
      />
      <Choice
        isCompact
        label="Priority"
        value={search.priority ?? ''}
        onChange={set('priority')}
        options={[
          { value: '', label: 'any' },
          ...severities.map((value) => ({ value, label: value })),
        ]}
      />
      <Choice
        isCompact
        label="Time"
        value={search.late ?? ''}
        onChange={set('late')}
        options={[
          { value: '', label: 'any' },
          { value: 'yes', label: 'overdue' },
        ]}
      />
      <AppChoice value={search.app} onValue={(app) => onSearch({ ...search, app })} />
    </form>
  );
}

function NoWork({ isNarrowed }: { isNarrowed: boolean }): ReactNode {
  return isNarrowed ? (
    <Empty title="No such work">
      <p>Nothing is of this kind. Take away a filter to see more.</p>
    </Empty>
  ) : (
    <Empty title="Nothing is to be mended">
      <p>
        What reports of castellan check find becomes work by itself, and an incident does when
        somebody takes it up on its page. It is verified by the next report that finds it no more.
      </p>
    </Empty>
  );
}

function WorkTable({ items }: { items: readonly WorkItem[] }): ReactNode {
  return (
    <table className="table work">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Where</th>
          <th scope="col">State</th>
          <th scope="col">Who</th>
          <th scope="col">Due</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} data-row="">
            <td>
              <SeverityMark severity={item.priority} />{' '}
              <Link to="/work/$id" params={{ id: item.id }} className="row-link">
                {item.title}
              </Link>
              <small>
                {item.rule}
                {item.practice !== undefined && ` · ${item.practice}`}
              </small>
            </td>
            <td>
              <span className="route">{item.place ?? item.target ?? ''}</span>
              <small>
                {item.app} <DemoMarkOf app={item.appId} />
              </small>
            </td>
            <td className="marks">
              <WorkMark item={item} />
            </td>
            <td>{item.assignee ?? <span className="soft">nobody</span>}</td>
            <td className="when">
              <Due item={item} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
