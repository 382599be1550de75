import type { ReactNode } from 'react';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import type { Attacker as Profile, Decision } from '../api/types.ts';
import { BlockLink } from '../parts/block-link.tsx';
import { DecisionTable } from '../parts/decision-table.tsx';
import { EventTable } from '../parts/event-row.tsx';
import { IncidentTable } from '../parts/incident-table.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page, Section, Unread } from '../parts/page.tsx';
import { Ago } from '../parts/time.tsx';
import { UserLinks } from '../parts/user-link.tsx';
import { shortAgent } from '../words/agent.ts';
import { asNumber, asTitle, counted } from '../words/text.ts';

/** Everything about one address: what it did where, and what was decided about it. */
export function Attacker({ address }: { address: string }): ReactNode {
  const found = useApi('listAttackers', { query: { address, limit: 200 } });
  const decisions = useApi('listDecisions', { query: { actor: address, limit: 200 } });
  const incidents = usePages('listIncidents', { actor: address, limit: 10 });
  const events = usePages('listEvents', { address, limit: 20 });
  const apps = useApi('listApps').data?.items ?? [];
  if (!found.data) return <Unread title={address} error={found.error} />;
  const profiles = found.data.items;
  const own = decisions.data?.items ?? [];
  const isBlocked = own.some(({ isInForce }) => isInForce);
  return (
    <Page
      title={address}
      lead={leadOf(profiles, own)}
      actions={
        <BlockLink address={address} label={isBlocked ? 'Decide again' : 'Block this attacker'} />
      }
    >
      {profiles.length > 0 && (
        <Facts
          profiles={profiles}
          nameOf={(id) => apps.find((app) => app.id === id)?.name ?? 'an app'}
        />
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
        <Section title="Events">
          <EventTable events={itemsOf(events.data)} />
          <More pages={events} />
        </Section>
      )}
    </Page>
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

function Facts({
  profiles,
  nameOf,
}: {
  profiles: readonly Profile[];
  nameOf: (appId: string) => string;
}): ReactNode {
  const sum = (pick: (one: Profile) => number): number =>
    profiles.reduce((total, one) => total + pick(one), 0);
  const all = (pick: (one: Profile) => readonly string[]): string[] => [
    ...new Set(profiles.flatMap(pick)),
  ];
  const first = profiles.map(({ firstSeen }) => firstSeen).sort()[0] ?? '';
  const last =
    profiles
      .map(({ lastSeen }) => lastSeen)
      .sort()
      .at(-1) ?? '';
  return (
    <dl className="facts">
      <div>
        <dt>Events</dt>
        <dd>
          <span className="number">{asNumber(sum(({ events }) => events))}</span>
          <small>{asNumber(sum(({ blocked }) => blocked))} blocked</small>
        </dd>
      </div>
      <div>
        <dt>On</dt>
        <dd>
          {profiles.map(({ appId }) => nameOf(appId)).join(', ')}
          <small>{counted(profiles.length, 'app')}</small>
        </dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={last} />
          <small>
            first <Ago time={first} />
          </small>
        </dd>
      </div>
      <div className="wide">
        <dt>Tried</dt>
        <dd>
          {all(({ detections }) => detections)
            .map(asTitle)
            .join(', ')}
        </dd>
      </div>
      {profiles.some(({ users }) => users.length > 0) && (
        <div className="wide">
          <dt>Users seen from here</dt>
          <dd>
            {profiles.map(({ appId, users }) => (
              <UserLinks key={appId} app={appId} users={users} />
            ))}
          </dd>
        </div>
      )}
      <div className="wide">
        <dt>Agents it named</dt>
        <dd>
          {all(({ userAgents }) => userAgents).map((agent) => (
            <span key={agent}>
              {shortAgent(agent)} <code className="agent">{agent}</code>
            </span>
          ))}
          {all(({ userAgents }) => userAgents).length === 0 && 'none'}
        </dd>
      </div>
    </dl>
  );
}
