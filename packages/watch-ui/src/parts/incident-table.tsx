import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Incident } from '../api/types.ts';
import { asNumber, asTitle } from '../words/text.ts';
import { AddressLink } from './address-link.tsx';
import { DemoMark } from './demo-data.tsx';
import { DrillMark } from './drill-note.tsx';
import { BlockedMark, SeverityMark, StatusMark } from './marks.tsx';
import { Ago } from './time.tsx';
import { Whereabouts } from './whereabouts.tsx';

/** Incidents, the most recently active first. */
export function IncidentTable({
  incidents,
  isOfOne = false,
}: {
  incidents: readonly Incident[];
  /** All by the same actor, who need not be named in each row. */
  isOfOne?: boolean;
}): ReactNode {
  return (
    <table className={isOfOne ? 'table incidents of-one' : 'table incidents'}>
      <thead>
        <tr>
          <th scope="col">Incident</th>
          <th scope="col">Where</th>
          <th scope="col">From</th>
          <th scope="col" className="right">
            Events
          </th>
          <th scope="col">State</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <tr key={incident.id} data-row="">
            <td>
              <SeverityMark severity={incident.severity} />{' '}
              <Link to="/incidents/$id" params={{ id: incident.id }} className="row-link">
                {asTitle(incident.detection)}
              </Link>
              <small className="clip">{incident.reason}</small>
            </td>
            <td>
              <span className="route">{incident.route || 'no route known'}</span>
              <small>
                {incident.app} · {incident.environment} <DemoMark isDemo={incident.isDemo} />
                <DrillMark drillId={incident.drillId} />
              </small>
            </td>
            <td>
              <AddressLink address={incident.actor} />
              <Whereabouts of={incident.whereabouts} />
            </td>
            <td className="right number">
              {asNumber(incident.events)}
              <span className="on-phone"> {incident.events === 1 ? 'event' : 'events'}</span>
            </td>
            <td className="marks">
              <StatusMark status={incident.status} />
              <BlockedMark events={incident.events} blocked={incident.blocked} />
            </td>
            <td className="when">
              <Ago time={incident.lastSeen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
