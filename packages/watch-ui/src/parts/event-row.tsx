import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Event } from '../api/types.ts';
import { asTitle } from '../words/text.ts';
import { AddressLink } from './address-link.tsx';
import { DispositionMark, SeverityMark } from './marks.tsx';
import { Ago, Clock } from './time.tsx';

/** One event in a list: what, where, by whom, and what was done. */
function EventRow({ event, isNew }: { event: Event; isNew?: boolean }): ReactNode {
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
        {finding.count > 1 && <span className="times">×{finding.count}</span>}
        <code className="cut">{finding.input.excerpt}</code>
      </td>
      <td>
        <span className="route">
          {request ? `${request.method} ${request.route ?? request.path}` : 'no request'}
        </span>
        <small>
          {finding.app} · {finding.environment}
        </small>
      </td>
      <td>
        <AddressLink address={request?.address} />
      </td>
      <td className="marks">
        <SeverityMark severity={finding.severity} />
        <DispositionMark disposition={finding.disposition} />
      </td>
    </tr>
  );
}

/** A table of events, the latest first. */
export function EventTable({
  events,
  isNew,
}: {
  events: readonly Event[];
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
          <EventRow key={event.id} event={event} isNew={isNew?.(event) ?? false} />
        ))}
      </tbody>
    </table>
  );
}
