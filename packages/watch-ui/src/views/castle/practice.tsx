import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../api/queries.ts';
import type { PracticeDetail, PracticeId } from '../../api/types.ts';
import { Empty, Page, Section, Unread } from '../../parts/page.tsx';
import { PracticeMark } from '../../parts/practice-mark.tsx';
import { Ago, Moment } from '../../parts/time.tsx';

/** One practice: what it asks, and what is known of it for each app. */
export function Practice({ id }: { id: string }): ReactNode {
  const found = useApi('getPractice', { params: { practice: id as PracticeId } });
  if (!found.data) return <Unread title={id} error={found.error} />;
  const { row, faces, apps, changes } = found.data;
  return (
    <Page
      title={`${row.id}: ${row.title}`}
      lead={`A practice of ${row.theme}, carried by ${faces.join(', ')}.`}
      actions={
        <Link to="/work" search={{ practice: row.id }} className="button">
          Its work
        </Link>
      }
    >
      {apps.length === 0 && <Empty title="There is no app yet" />}
      {apps.map((app) => (
        <OfApp key={app.id} app={app} found={found.data} />
      ))}
      <Section title="What changed">
        {changes.length === 0 && <p className="soft">Nothing yet.</p>}
        <ol className="timeline">
          {changes.map(({ appId, at, status }) => (
            <li key={`${appId} ${at}`}>
              <Moment time={at} />
              <span>{apps.find((one) => one.id === appId)?.name}</span>
              <PracticeMark status={status} />
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  );
}

function OfApp({
  app,
  found: { row, rules, live },
}: {
  app: PracticeDetail['apps'][number];
  found: PracticeDetail;
}): ReactNode {
  const cell = row.cells.find(({ appId }) => appId === app.id);
  const ownRules = rules.filter(({ appId }) => appId === app.id);
  const ownLive = live.filter(({ appId }) => appId === app.id);
  const status = cell?.status ?? 'unknown';
  return (
    <Section title={app.name} aside={<PracticeMark status={status} />}>
      {status === 'unknown' && <Unknown hasRules={ownRules.length > 0} />}
      {cell?.isStale === true && (
        <p className="soft">Its evidence is older than the team accepts: send a new report.</p>
      )}
      <ul className="evidence">
        {ownRules.map((rule) => (
          <li key={`${rule.kind} ${rule.target} ${rule.rule}`}>
            <PracticeMark status={rule.status} />
            <div>
              <strong>{rule.title ?? rule.rule}</strong>
              <p className="clip">{rule.reason}</p>
              <small>
                <code>{rule.rule}</code> of {rule.target}, <Ago time={rule.at} />
                {rule.attestedBy !== undefined && `, attested by ${rule.attestedBy}`}
              </small>
            </div>
          </li>
        ))}
        {ownLive.map(({ source, fact, status: stands, weight, at }) => (
          <li key={fact}>
            <PracticeMark status={stands} />
            <div>
              <p>{fact}</p>
              <small>
                by {source}, <Ago time={at} />
                {weight === 'supports' && ', supports without proving'}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Unknown({ hasRules }: { hasRules: boolean }): ReactNode {
  return (
    <p className="soft">
      {hasRules
        ? 'Rules looked, but not at all that the practice asks for. What they lack stands with each; the rest a person can attest in the repository.'
        : 'Nothing has looked yet. Let castellan check --send-to send a whole report of the repository, and castellan check site one of the running app; run the app under guard for what only shows there.'}
    </p>
  );
}
