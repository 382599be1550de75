import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import type { Compliance as Found } from '../../api/types.ts';
import { AppChoice } from '../../parts/app-choice.tsx';
import { CopyLine } from '../../parts/copy-line.tsx';
import { Choice, Field } from '../../parts/field.tsx';
import { Loading, Page, Problem, Section } from '../../parts/page.tsx';
import { PracticeMark } from '../../parts/practice-mark.tsx';
import { counted } from '../../words/text.ts';
import { type Standard, standardNames } from '../../words/practices.ts';

export interface ComplianceSearch {
  readonly standard?: Standard | undefined;
  readonly app?: string | undefined;
}

/** A standard’s requirements and what speaks to each; and evidence of it to take along. */
export function Compliance({
  search,
  onSearch,
}: {
  search: ComplianceSearch;
  onSearch: (search: ComplianceSearch) => void;
}): ReactNode {
  const { standard = 'asvs5', app } = search;
  const found = useApi('getCompliance', { params: { standard }, query: { app } });
  return (
    <Page
      title="Compliance"
      lead="Requirements of standards, in our words, and what practices, rules and detections say of them. It shows where you stand; whether a standard is met, an auditor says."
    >
      <form className="filters" role="search" aria-label="Compliance">
        <Choice
          isCompact
          label="Standard"
          data-filter=""
          value={standard}
          onChange={({ target }) => onSearch({ ...search, standard: target.value as Standard })}
          options={Object.entries(standardNames).map(([value, label]) => ({ value, label }))}
        />
        <AppChoice value={app} onValue={(app) => onSearch({ ...search, app })} />
      </form>
      <Problem error={found.error} />
      {found.isPending && !found.error && <Loading />}
      {found.data && <Controls found={found.data} />}
      <Evidence app={app} />
    </Page>
  );
}

function Controls({ found: { name, url, rows } }: { found: Found }): ReactNode {
  const counts = rows.filter(({ status }) => status === 'pass' || status === 'attested').length;
  return (
    <Section
      title={name}
      aside={
        <span className="soft">
          {counts} of {counted(rows.length, 'requirement')} pass ·{' '}
          <a href={url} rel="noreferrer">
            the standard
          </a>
        </span>
      }
    >
      <ul className="evidence">
        {rows.map(({ id, text, status, sources }) => (
          <li key={id} data-row="">
            <PracticeMark status={status} />
            <div>
              <strong className="number">{id.slice(id.indexOf(':') + 1)}</strong> {text}
              <Sources sources={sources} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sources({ sources }: Pick<Found['rows'][number], 'sources'>): ReactNode {
  if (sources.length === 0)
    return <small>Nothing has looked yet: send a report of castellan check.</small>;
  return (
    <details>
      <summary>{counted(sources.length, 'source')}</summary>
      <ul className="marks plain">
        {sources.map(({ kind, id, status, appId }) => (
          <li key={`${kind} ${id} ${appId}`}>
            {kind === 'practice' ? (
              <Link to="/practices/$id" params={{ id }}>
                {id}
              </Link>
            ) : (
              <code>{id}</code>
            )}{' '}
            <PracticeMark status={status} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Evidence({ app }: { app: string | undefined }): ReactNode {
  const mayExport = useMay('exportEvidence');
  const key = useApi('getEvidenceKey').data?.publicKey;
  if (!mayExport) return null;
  const today = new Date();
  const day = (time: Date): string => time.toISOString().slice(0, 10);
  return (
    <Section title="Evidence to take along">
      <p className="soft">
        One file of JSON lines: how practices and rules stand and stood, findings, work and
        decisions{app === undefined ? ', and the audit log' : ''}. Each line is bound to the one
        before it and the last is signed, so that a change anywhere shows.
      </p>
      <form className="row pack" method="get" action="/api/v1/evidence">
        <Field
          label="From"
          name="from"
          type="date"
          required
          defaultValue={day(new Date(today.getTime() - 90 * 86_400_000))}
        />
        <Field label="Until" name="until" type="date" required defaultValue={day(today)} />
        {app !== undefined && <input type="hidden" name="app" value={app} />}
        <button type="submit" className="main">
          Download the pack
        </button>
      </form>
      {key !== undefined && (
        <>
          <p className="soft">Whoever gets the file can check it with this console’s public key:</p>
          <CopyLine
            label="Command that checks a pack"
            text={`npx castellan verify-evidence FILE --key ${key}`}
          />
        </>
      )}
    </Section>
  );
}
