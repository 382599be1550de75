import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/me.ts';
import { itemsOf, useApi, useChange, usePages } from '../api/queries.ts';
import type { Event, Incident as Found } from '../api/types.ts';
import { DemoMark } from '../parts/demo-data.tsx';
import { DrillMark } from '../parts/drill-note.tsx';
import { AddressLink } from '../parts/address-link.tsx';
import { BlockedAlready } from '../parts/blocked-already.tsx';
import { BlockLink } from '../parts/block-link.tsx';
import { Explanation } from '../parts/explanation.tsx';
import { IncidentWork } from '../parts/incident-work.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { BlockedMark, DispositionMark, SeverityMark, StatusMark } from '../parts/marks.tsx';
import { More } from '../parts/more.tsx';
import { Page, Problem, Section, Unread } from '../parts/page.tsx';
import { Place } from '../parts/place.tsx';
import { RelatedIncidents } from '../parts/related-incidents.tsx';
import { Ago, Clock, Moment } from '../parts/time.tsx';
import { say } from '../parts/toasts.tsx';
import { UserLinks } from '../parts/user-link.tsx';
import { AddressDataNote, Whereabouts } from '../parts/whereabouts.tsx';
import { asNumber, asTitle, counted } from '../words/text.ts';

/** One incident: what happened, how, by whom, and what a person says of it. */
export function Incident({ id, chosen }: { id: string; chosen: string | undefined }): ReactNode {
  const found = useApi('getIncident', { params: { id } });
  const pages = usePages('listEvents', { incident: id });
  const events = itemsOf(pages.data);
  const event = events.find((one) => one.id === chosen) ?? events[0];
  if (!found.data) return <Unread title="Incident" error={found.error} />;
  const incident = found.data;
  return (
    <Page
      title={asTitle(incident.detection)}
      lead={
        <span className="marks">
          <SeverityMark severity={incident.severity} />
          <StatusMark status={incident.status} />
          <BlockedMark events={incident.events} blocked={incident.blocked} />
          {incident.acknowledgedBy !== undefined && (
            <span className="mark">{incident.acknowledgedBy} is on it</span>
          )}
          {incident.drillId !== undefined && (
            <Link to="/drills/$id" params={{ id: incident.drillId }}>
              <DrillMark drillId={incident.drillId} /> nobody attacked
            </Link>
          )}
          {incident.mergedInto !== undefined && (
            <Link to="/incidents/$id" params={{ id: incident.mergedInto }}>
              part of another incident
            </Link>
          )}
          <span>
            {incident.outcome === 'weakness'
              ? 'A weakness of the code, not an attack'
              : incident.reason}
          </span>
        </span>
      }
      actions={<Resolve incident={incident} />}
    >
      <Facts incident={incident} />
      <IncidentWork id={id} />
      {event && (
        <Section
          title="What happened"
          aside={
            <span className="soft">
              event of <Clock time={event.at} />
            </span>
          }
        >
          <Explanation finding={event.finding} />
        </Section>
      )}
      <Section
        title="Timeline"
        aside={<span className="soft">{counted(incident.events, 'event')}</span>}
      >
        <Problem error={pages.error} />
        <Timeline events={events} shown={event?.id} />
        <More pages={pages} />
      </Section>
      <RelatedIncidents incident={incident} />
      {incident.actor !== '' && <Elsewhere incident={incident} />}
      <AddressDataNote />
    </Page>
  );
}

function Resolve({ incident }: { incident: Found }): ReactNode {
  const { id, status, acknowledgedAt } = incident;
  const mayResolve = useMay('resolveIncident');
  const resolve = useChange('resolveIncident', ['getIncident', 'listIncidents', 'getOverview']);
  const acknowledge = useChange('acknowledgeIncident', ['getIncident', 'listIncidents']);
  if (!mayResolve) return null;
  const set = (to: Found['status'], words: string): void =>
    resolve.mutate(
      { params: { id }, body: { status: to, was: status } },
      {
        onSuccess: () =>
          say(words, () => resolve.mutate({ params: { id }, body: { status, was: to } })),
        onError: ({ message }) => say(message),
      },
    );
  if (status !== 'open') {
    return (
      <button type="button" onClick={() => set('open', 'The incident is open again.')}>
        Open again
      </button>
    );
  }
  return (
    <>
      {acknowledgedAt === undefined && (
        <button
          type="button"
          title="Nobody is reminded of it any more, and it is not escalated"
          onClick={() =>
            acknowledge.mutate(
              { params: { id } },
              {
                onSuccess: () => say('You are on it: nobody is reminded any more.'),
                onError: ({ message }) => say(message),
              },
            )
          }
        >
          I am on it
        </button>
      )}
      <button type="button" onClick={() => set('false-alarm', 'Noted as a false alarm.')}>
        False alarm
      </button>
      <button
        type="button"
        className="main"
        onClick={() => set('closed', 'The incident is closed.')}
      >
        Close
      </button>
    </>
  );
}

function Facts({ incident }: { incident: Found }): ReactNode {
  return (
    <dl className="facts">
      <div>
        <dt>Route</dt>
        <dd>
          <span className="route">{incident.route || 'not known'}</span>
          <small>
            <Link to="/apps/$id" params={{ id: incident.appId }}>
              {incident.app}
            </Link>{' '}
            · {incident.environment} <DemoMark isDemo={incident.isDemo} />
          </small>
        </dd>
      </div>
      <div>
        <dt>Source line</dt>
        <dd>
          <Place place={incident.location} />
        </dd>
      </div>
      <div>
        <dt>From</dt>
        <dd>
          {incident.actor === '' ? (
            'not known'
          ) : (
            <>
              <AddressLink address={incident.actor} />
              <Whereabouts of={incident.whereabouts} />
              {incident.block ? (
                <BlockedAlready actor={incident.actor} block={incident.block} />
              ) : (
                <BlockLink address={incident.actor} label="Block" />
              )}
            </>
          )}
        </dd>
      </div>
      {incident.users.length > 0 && (
        <div>
          <dt>Users</dt>
          <dd>
            <UserLinks app={incident.appId} users={incident.users} />
          </dd>
        </div>
      )}
      <div>
        <dt>Events</dt>
        <dd>
          <span className="number">{asNumber(incident.events)}</span>
          <small>{asNumber(incident.blocked)} blocked</small>
        </dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={incident.lastSeen} />
          <small>
            first <Ago time={incident.firstSeen} />
          </small>
        </dd>
      </div>
    </dl>
  );
}

function Timeline({
  events,
  shown,
}: {
  events: readonly Event[];
  shown: string | undefined;
}): ReactNode {
  return (
    <ol className="timeline">
      {events.map(({ id, at, finding }) => (
        <li key={id} className={id === shown ? 'is-shown' : undefined} data-row="">
          <Moment time={at} />
          <Link
            to="."
            search={{ event: id } as never}
            resetScroll={false}
            className="row-link"
            aria-current={id === shown ? 'true' : undefined}
          >
            <code className="cut">{finding.input.excerpt}</code>
          </Link>
          <span className="marks">
            {finding.count > 1 && <span className="times">×{finding.count}</span>}
            <DispositionMark disposition={finding.disposition} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Elsewhere({ incident: { id, actor } }: { incident: Found }): ReactNode {
  const others = useApi('listIncidents', { query: { actor, limit: 10 } });
  const items = others.data?.items.filter((one) => one.id !== id) ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={`What else ${actor} did`}>
      <IncidentTable incidents={items} isOfOne />
    </Section>
  );
}
