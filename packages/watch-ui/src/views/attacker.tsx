import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import type { Attacker as Profile, Decision } from '../api/types.ts';
import { BlockLink } from '../parts/block-link.tsx';
import { CampaignTable } from '../parts/campaign-table.tsx';
import { DecisionTable } from '../parts/decision-table.tsx';
import { EventTable } from '../parts/event-row.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page, Section, Unread } from '../parts/page.tsx';
import { Ago } from '../parts/time.tsx';
import { AddressDataNote } from '../parts/whereabouts.tsx';
import { queryOf } from '../words/query-text.ts';
import { asHour } from '../words/time.ts';
import { AllCounts, type CountedProps } from './attacker/all-counts.tsx';
import { Facts } from './attacker/facts.tsx';
import { Timeline } from './attacker/timeline.tsx';

/** Everything about one address: what it did where, and what was decided about it. */
export function Attacker({ address }: { address: string }): ReactNode {
  const found = useApi('listAttackers', { query: { address, limit: 200 } });
  // Of an address from which nothing came it is absent.
  const counts = useApi('getAttacker', { params: { address } }).data;
  const decisions = useApi('listDecisions', { query: { actor: address, limit: 200 } });
  const campaigns = useApi('listCampaigns', { query: { address, limit: 20 } }).data?.items ?? [];
  const incidents = usePages('listIncidents', { actor: address, limit: 10 });
  const events = usePages('listEvents', { address, limit: 20 });
  const apps = useApi('listApps').data?.items ?? [];
  if (!found.data) return <Unread title={address} error={found.error} />;
  const profiles = found.data.items;
  const own = decisions.data?.items ?? [];
  const isBlocked = own.some(({ isInForce }) => isInForce);
  const nameOf = (id: string): string => apps.find((app) => app.id === id)?.name ?? 'an app';
  return (
    <Page
      title={address}
      lead={leadOf(profiles, own)}
      actions={
        <BlockLink address={address} label={isBlocked ? 'Decide again' : 'Block this attacker'} />
      }
    >
      {profiles[0] !== undefined && (
        <Facts
          address={address}
          profiles={profiles}
          whereabouts={profiles[0].whereabouts}
          nameOf={nameOf}
        />
      )}
      {counts && <Counted address={address} counts={counts} nameOf={nameOf} />}
      {campaigns.length > 0 && (
        <Section title="Part of a campaign">
          <CampaignTable campaigns={campaigns} />
        </Section>
      )}
      {own.length > 0 && (
        <Section title="Decisions">
          <DecisionTable decisions={own} />
        </Section>
      )}
      <Section title="Incidents">
        {incidents.data && itemsOf(incidents.data).length === 0 ? (
          <Empty title="No incident by this address" />
        ) : (
          <IncidentTable incidents={itemsOf(incidents.data)} isOfOne />
        )}
        <More pages={incidents} />
      </Section>
      {itemsOf(events.data).length > 0 && (
        <Section title="Events" aside={<InExplorer address={address} />}>
          <EventTable events={itemsOf(events.data)} />
          <More pages={events} />
        </Section>
      )}
      <AddressDataNote />
    </Page>
  );
}

function InExplorer({ address }: { address: string }): ReactNode {
  return (
    <Link to="/events" search={{ q: queryOf({ address }) }}>
      In the explorer
    </Link>
  );
}

function leadOf(profiles: readonly Profile[], decisions: readonly Decision[]): ReactNode {
  const inForce = decisions.find(({ isInForce }) => isInForce);
  if (inForce) {
    return (
      <>
        <span className="mark was-blocked">blocked</span> {inForce.reason} · ends{' '}
        <Ago time={inForce.end} />
      </>
    );
  }
  if (profiles.length === 0) return 'This address has not attacked any of your apps.';
  return 'Not blocked: its harmless requests are served.';
}

function Counted(props: CountedProps): ReactNode {
  const { address, counts } = props;
  return (
    <>
      <Section title="When" aside={<InExplorer address={address} />}>
        <Timeline address={address} hours={counts.hours} />
        {counts.countedBackTo !== undefined && (
          <p className="hint">
            Counted back to {asHour(counts.countedBackTo)}: what is older is left out here and
            below.
          </p>
        )}
      </Section>
      <Section title="What it did">
        <AllCounts {...props} />
      </Section>
    </>
  );
}
