import { useParams, useSearch, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import type { CampaignPage } from '../../api/types.ts';
import { AddressLink } from '../../parts/address-link.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Page, Section, Unread } from '../../parts/page.tsx';
import { Ago } from '../../parts/time.tsx';
import { shortAgent } from '../../words/agent.ts';
import { asNumber, asTitle, counted } from '../../words/text.ts';
import { BlockAll } from './block-all.tsx';

/** Addresses that attack alike: what they share, and whom to keep out. */
export function OneCampaign(): ReactNode {
  const { id } = useParams({ from: '/signed-in/campaigns/$id' });
  const { ask } = useSearch({ from: '/signed-in/campaigns/$id' });
  const { data, error } = useApi('getCampaign', { params: { id } });
  const mayBlock = useMay('blockCampaign');
  if (!data) return <Unread title="Campaign" error={error} />;
  const open = data.suspects.filter(({ isBlocked, isCritical }) => !isBlocked && !isCritical);
  return (
    <Page
      title={`${asTitle(data.detection)} from ${counted(data.addresses, 'address', 'addresses')}`}
      lead="One attacker, most likely: these addresses send the same kind of payload with the same agent, none more than six hours after another."
      actions={
        mayBlock &&
        open.length > 0 && (
          <Link
            to="/campaigns/$id"
            params={{ id }}
            search={{ ask: 'block' }}
            className="button danger"
          >
            <Icon name="decisions" />
            {blockWords(open)}
          </Link>
        )
      }
    >
      <Shared campaign={data} />
      <Section title="Where it comes from">
        <Suspects campaign={data} />
      </Section>
      {ask === 'block' && <BlockAll campaign={data} count={open.length} />}
    </Page>
  );
}

function blockWords(open: CampaignPage['suspects']): string {
  const [only] = open;
  if (open.length === 1 && only) return `Block ${only.value}`;
  return `Block all ${open.length}`;
}

function Shared({ campaign }: { campaign: CampaignPage }): ReactNode {
  const { app, environment, shape, userAgent, routes, events, blocked, firstSeen, lastSeen } =
    campaign;
  return (
    <dl className="facts">
      <div>
        <dt>On</dt>
        <dd>
          {app}
          <small>{environment}</small>
        </dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>
          <span className="number">{asNumber(events)}</span>
          <small>{asNumber(blocked)} blocked</small>
        </dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={lastSeen} />
          <small>
            first <Ago time={firstSeen} />
          </small>
        </dd>
      </div>
      <div className="wide">
        <dt>All send payloads of this shape</dt>
        <dd>
          <code className="agent">{shape}</code>
        </dd>
      </div>
      <div className="wide">
        <dt>All with this agent</dt>
        <dd>
          {userAgent === '' ? 'none named' : shortAgent(userAgent)}
          {userAgent !== '' && <code className="agent">{userAgent}</code>}
        </dd>
      </div>
      <div className="wide">
        <dt>{routes.length === 1 ? 'All on this route' : 'On these routes'}</dt>
        <dd>{routes.map((route) => route || 'no route known').join(', ')}</dd>
      </div>
    </dl>
  );
}

function Suspects({
  campaign: { suspects, moreAddresses },
}: {
  campaign: CampaignPage;
}): ReactNode {
  return (
    <>
      <table className="table suspects">
        <thead>
          <tr>
            <th scope="col">Address or network</th>
            <th scope="col" className="right">
              Addresses
            </th>
            <th scope="col" className="right">
              Events
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {suspects.map(({ kind, value, addresses, events, isBlocked, isCritical }) => (
            <tr key={value} data-row="">
              <td>
                {kind === 'address' ? (
                  <AddressLink address={value} isRow />
                ) : (
                  <span className="row-link number">{value}</span>
                )}
              </td>
              <td className="right number">
                {asNumber(addresses)}
                <span className="on-phone"> {addresses === 1 ? 'address' : 'addresses'}</span>
              </td>
              <td className="right number">
                {asNumber(events)}
                <span className="on-phone"> {events === 1 ? 'event' : 'events'}</span>
              </td>
              <td className="marks">
                {isBlocked && <span className="mark was-blocked">kept out</span>}
                {isCritical && <span className="mark was-logged">critical: left alone</span>}
                {!isBlocked && !isCritical && <span className="mark">let in</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {moreAddresses > 0 && (
        <p className="hint">And {counted(moreAddresses, 'more address', 'more addresses')}.</p>
      )}
    </>
  );
}
