import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from './demo-data.tsx';
import type { Event } from '../api/types.ts';
import { asTitle } from '../words/text.ts';
import { AddressLink } from './address-link.tsx';
import { DrillMark } from './drill-note.tsx';
import { DispositionMark, SeverityMark } from './marks.tsx';
import { Ago, Clock } from './time.tsx';
import { Whereabouts } from './whereabouts.tsx';

/** Called with a value that is to be searched for, or left out. */
export type OnTerm = (field: string, value: string, isLeftOut: boolean) => void;

/** One event in a list: what, where, by whom, and what was done. */
function EventRow({
  event,
  isNew,
  onTerm,
}: {
  event: Event;
  isNew?: boolean;
  onTerm?: OnTerm | undefined;
}): ReactNode {
  const { finding } = event;
  const { request } = finding;
  return (
    <tr className={isNew ? 'is-new' : undefined} data-row="">
      <td className="when">
        <Clock time={event.at} />
        <small>
          <Ago time={event.at} />
        </small>
      </td>
      <td>
        <Link
          to="/incidents/$id"
          params={{ id: event.incidentId }}
          search={{ event: event.id }}
          className="row-link"
        >
          {asTitle(finding.detection)}
        </Link>
        <Terms field="detection" value={finding.detection} onTerm={onTerm} />
        {finding.count > 1 && <span className="times">×{finding.count}</span>}
        <code className="cut">{finding.input.excerpt}</code>
      </td>
      <td>
        <span className="route">
          {request ? `${request.method} ${request.route ?? request.path}` : 'no request'}
        </span>
        <Terms field="route" value={routeOf(request)} onTerm={onTerm} />
        <small>
          {finding.app} · {finding.environment} <DemoMarkOf app={event.appId} />
        </small>
      </td>
      <td>
        <AddressLink address={request?.address} />
        <Terms field="address" value={request?.address} onTerm={onTerm} />
        <Whereabouts of={event.whereabouts} />
      </td>
      <td className="marks">
        <SeverityMark severity={finding.severity} />
        <DispositionMark disposition={finding.disposition} />
        <DrillMark drillId={event.drillId} />
      </td>
    </tr>
  );
}

function routeOf(request: Event['finding']['request']): string | undefined {
  return request?.route === undefined ? undefined : `${request.method} ${request.route}`;
}

/** The keyboard has the same among the most frequent values: here it would have to pass hundreds. */
function Terms({
  field,
  value,
  onTerm,
}: {
  field: string;
  value: string | undefined;
  onTerm: OnTerm | undefined;
}): ReactNode {
  if (!onTerm || value === undefined || value === '') return null;
  return (
    <span className="terms">
      <button
        type="button"
        className="quiet"
        tabIndex={-1}
        aria-label={`Only ${field} ${value}`}
        title="Only these"
        onClick={() => onTerm(field, value, false)}
      >
        +
      </button>
      <button
        type="button"
        className="quiet"
        tabIndex={-1}
        aria-label={`Without ${field} ${value}`}
        title="Leave these out"
        onClick={() => onTerm(field, value, true)}
      >
        −
      </button>
    </span>
  );
}

/** A table of events, the latest first. */
export function EventTable({
  events,
  isNew,
  onTerm,
}: {
  events: readonly Event[];
  /** Given where a value can be searched for, or left out, by a click. */
  onTerm?: OnTerm;
  isNew?: (event: Event) => boolean;
}): ReactNode {
  return (
    <table className="table events">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What came in</th>
          <th scope="col">Where</th>
          <th scope="col">From</th>
          <th scope="col">Done</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.id} event={event} isNew={isNew?.(event) ?? false} onTerm={onTerm} />
        ))}
      </tbody>
    </table>
  );
}
