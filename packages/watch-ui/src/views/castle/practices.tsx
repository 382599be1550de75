import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../api/queries.ts';
import type { PracticeMatrix } from '../../api/types.ts';
import { AppChoice } from '../../parts/app-choice.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Choice } from '../../parts/field.tsx';
import { Empty, Loading, Page, Problem, Section } from '../../parts/page.tsx';
import { PracticeMark } from '../../parts/practice-mark.tsx';
import { Ago } from '../../parts/time.tsx';
import { Trend } from '../../parts/trend.tsx';
import { type Status, statusWords, type Theme, themes } from '../../words/practices.ts';

export interface PracticeSearch {
  readonly theme?: Theme | undefined;
  readonly app?: string | undefined;
  /** Only practices that stand so somewhere. */
  readonly status?: Status | undefined;
}

/** The 41 practices by app. */
export function Practices({
  search,
  onSearch,
}: {
  search: PracticeSearch;
  onSearch: (search: PracticeSearch) => void;
}): ReactNode {
  const { theme, app, status } = search;
  const found = useApi('listPractices', { query: { app } });
  const rows = (found.data?.rows ?? []).filter(
    (row) =>
      (theme === undefined || row.theme === theme) &&
      (status === undefined || row.cells.some((cell) => cell.status === status)),
  );
  const isJudged = found.data?.rows.some(({ cells }) => cells.length > 0) === true;
  return (
    <Page
      title="Practices"
      lead="The handbook’s 41 practices and how each app keeps them, by reports of check, guard, monitors and what people attest."
    >
      <form className="filters" role="search" aria-label="Practices">
        <Choice
          isCompact
          label="Group"
          data-filter=""
          value={theme ?? ''}
          onChange={({ target }) =>
            onSearch({ ...search, theme: (target.value || undefined) as Theme | undefined })
          }
          options={[
            { value: '', label: 'all' },
            ...themes.map((value) => ({ value, label: value })),
          ]}
        />
        <Choice
          isCompact
          label="Stands at"
          value={status ?? ''}
          onChange={({ target }) =>
            onSearch({ ...search, status: (target.value || undefined) as Status | undefined })
          }
          options={[
            { value: '', label: 'any' },
            ...Object.entries(statusWords).map(([value, label]) => ({ value, label })),
          ]}
        />
        <AppChoice value={app} onValue={(app) => onSearch({ ...search, app })} />
      </form>
      <Problem error={found.error} />
      {found.isPending && !found.error && <Loading />}
      {found.data && !isJudged && <NothingJudged />}
      {found.data && isJudged && (
        <>
          <Matrix apps={found.data.apps} rows={rows} />
          {rows.length === 0 && <Empty title="No practice stands so" />}
          <Section title="How they stood">
            <Trend days={found.data.trend} />
          </Section>
        </>
      )}
    </Page>
  );
}

function NothingJudged(): ReactNode {
  return (
    <Empty title="No report has come in yet">
      <p>
        Let castellan check judge an app’s repository and send what it says, from your build, with
        an ingest token of that app in CASTELLAN_WATCH_TOKEN:
      </p>
      <CopyLine
        label="Command"
        text={`npx castellan check --send-to ${globalThis.location.origin}`}
      />
    </Empty>
  );
}

function Matrix({ apps, rows }: Pick<PracticeMatrix, 'apps' | 'rows'>): ReactNode {
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label="Practices by app">
      <table className="table matrix">
        <thead>
          <tr>
            <th scope="col">Practice</th>
            {apps.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, cells }) => (
            <tr key={id} data-row="">
              <th scope="row">
                <span className="number soft">{id}</span>{' '}
                <Link to="/practices/$id" params={{ id }} className="row-link">
                  {title}
                </Link>
              </th>
              {apps.map((app) => {
                const cell = cells.find(({ appId }) => appId === app.id);
                return (
                  <td key={app.id}>
                    <span className="of-app">{app.name}: </span>
                    <PracticeMark status={cell?.status ?? 'unknown'} />
                    {cell?.evidenceAt !== undefined && (
                      <small>
                        {cell.isStale && <strong className="stale">stale, </strong>}
                        <Ago time={cell.evidenceAt} />
                      </small>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
