import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign } from '../api/types.ts';
import { asNumber, asTitle } from '../words/text.ts';
import { Ago } from './time.tsx';

/** Campaigns, the most recent first. */
export function CampaignTable({ campaigns }: { campaigns: readonly Campaign[] }): ReactNode {
  return (
    <table className="table campaigns">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">On</th>
          <th scope="col" className="right">
            Addresses
          </th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map(({ id, detection, shape, app, environment, addresses, lastSeen }) => (
          <tr key={id} data-row="">
            <td>
              <Link to="/campaigns/$id" params={{ id }} className="row-link">
                {asTitle(detection)}
              </Link>
              <code className="cut">{shape}</code>
            </td>
            <td>
              {app}
              <small>{environment}</small>
            </td>
            <td className="right number">
              {asNumber(addresses)}
              <span className="on-phone"> addresses</span>
            </td>
            <td className="when">
              <Ago time={lastSeen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
