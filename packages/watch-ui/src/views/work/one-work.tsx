import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import type { WorkDetail } from '../../api/types.ts';
import { CopyLine } from '../../parts/copy-line.tsx';
import { SeverityMark } from '../../parts/marks.tsx';
import { Page, Section, Unread } from '../../parts/page.tsx';
import { Place } from '../../parts/place.tsx';
import { Ago, Moment } from '../../parts/time.tsx';
import { Due, WorkMark } from '../../parts/work-marks.tsx';
import { AcceptDialog } from './accept-dialog.tsx';
import { Exceptions } from './exceptions.tsx';
import { Replays } from './replays.tsx';
import { Comment, Settings, WorkActs } from './work-acts.tsx';

/** One thing to mend: what it is, who has it, and everything that happened to it. */
export function OneWork({
  id,
  asks,
  onClose,
}: {
  id: string;
  asks: 'accept' | undefined;
  onClose: () => void;
}): ReactNode {
  const found = useApi('getWork', { params: { id } });
  const mayChange = useMay('changeWork');
  if (!found.data) return <Unread title="Work" error={found.error} />;
  const { item, notes } = found.data;
  return (
    <Page
      title={item.title}
      lead={
        <span className="marks">
          <SeverityMark severity={item.priority} />
          <WorkMark item={item} />
          <Due item={item} />
        </span>
      }
      actions={mayChange && <WorkActs item={item} />}
    >
      <Facts item={item} />
      {item.advice !== '' && (
        <Section title="How to mend it">
          <p className="prose">{item.advice}</p>
          <p className="soft">
            {item.origin === 'finding'
              ? 'Once it is mended, the next report of check that looks and finds it no more verifies it.'
              : 'Once it is mended, send the attack again and see below what comes of it.'}
          </p>
        </Section>
      )}
      {item.shownBy.length > 0 && (
        <Section title="See it yourself">
          <CopyLine text={item.shownBy.join(' && ')} label="Commands that show it" />
        </Section>
      )}
      {mayChange && <Settings item={item} />}
      {item.origin === 'incident' && <Replays found={found.data} />}
      {item.origin === 'incident' && <Exceptions found={found.data} />}
      <Section title="History">
        {mayChange && <Comment id={item.id} />}
        <History notes={notes} />
      </Section>
      {asks === 'accept' && <AcceptDialog item={item} onClose={onClose} />}
    </Page>
  );
}

function Facts({ item }: Pick<WorkDetail, 'item'>): ReactNode {
  return (
    <dl className="facts">
      <div>
        <dt>Where</dt>
        <dd>
          <Place place={item.place} />
          <small>
            {item.app} <DemoMarkOf app={item.appId} />
            {item.target !== undefined && ` · ${item.target}`}
          </small>
        </dd>
      </div>
      <div>
        <dt>Found by</dt>
        <dd>
          {item.incidentId === undefined ? (
            <code>{item.rule}</code>
          ) : (
            <Link to="/incidents/$id" params={{ id: item.incidentId }}>
              the incident: {item.rule}
            </Link>
          )}
          {item.practice !== undefined && (
            <small>
              <Link to="/practices/$id" params={{ id: item.practice }}>
                practice {item.practice}
              </Link>
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>Who</dt>
        <dd>{item.assignee ?? 'nobody yet'}</dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={item.seenAt} />
          <small>
            first <Ago time={item.openedAt} />
          </small>
        </dd>
      </div>
      {item.state === 'accepted' && (
        <div className="wide">
          <dt>Accepted until {item.acceptedUntil}</dt>
          <dd>
            {item.acceptedReason}
            <small>by {item.acceptedBy}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

function History({ notes }: Pick<WorkDetail, 'notes'>): ReactNode {
  return (
    <ol className="timeline">
      {notes.map(({ id, at, author, kind, text }) => (
        <li key={id}>
          <Moment time={at} />
          <span className={kind === 'comment' ? 'said' : undefined}>{text}</span>
          <span className="soft">{author}</span>
        </li>
      ))}
    </ol>
  );
}
