import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../parts/demo-data.tsx';
import { useMay } from '../api/me.ts';
import { itemsOf, useApi, usePages } from '../api/queries.ts';
import type { Decision, UserProfile } from '../api/types.ts';
import { AddressLink } from '../parts/address-link.tsx';
import { DecisionTable } from '../parts/decision-table.tsx';
import { EventTable } from '../parts/event-row.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page, Section, Unread } from '../parts/page.tsx';
import { RiskParts } from '../parts/risk-parts.tsx';
import { Score } from '../parts/score.tsx';
import { Ago } from '../parts/time.tsx';
import {
  type UserAction,
  userActions,
  UserDecisionDialog,
} from '../parts/user-decision-dialog.tsx';
import { UserLink } from '../parts/user-link.tsx';
import { asNumber } from '../words/text.ts';

interface UserProps {
  readonly id: string;
  readonly app: string | undefined;
  readonly decide: UserAction | undefined;
  readonly onDecided: () => void;
}

/** Everything about one user: how much of a danger, why, from where, and what was decided. */
export function User({ id, app, ...rest }: UserProps): ReactNode {
  const found = useApi('listUsers', { query: { user: id, limit: 50 } });
  if (!found.data) return <Unread title={id} error={found.error} />;
  const profiles = found.data.items;
  const chosen = app ?? profiles[0]?.appId;
  if (chosen === undefined) {
    return (
      <Page title={id}>
        <Empty title="No finding names such a user" />
      </Page>
    );
  }
  const others = profiles.map(({ appId }) => appId).filter((appId) => appId !== chosen);
  return <OfApp id={id} app={chosen} others={others} {...rest} />;
}

function OfApp({
  id,
  app,
  others,
  decide,
  onDecided,
}: Omit<UserProps, 'app'> & { app: string; others: readonly string[] }): ReactNode {
  const profile = useApi('getUser', { params: { user: id }, query: { app } });
  const decisions = useApi('listDecisions', { query: { actor: id, kind: 'user', limit: 200 } });
  const events = usePages('listEvents', { app, user: id, limit: 20 });
  const apps = useApi('listApps').data?.items ?? [];
  const nameOf = (one: string): string => apps.find((each) => each.id === one)?.name ?? 'an app';
  if (!profile.data) return <Unread title={id} error={profile.error} />;
  const own = (decisions.data?.items ?? []).filter(
    ({ appId }) => appId === undefined || appId === app,
  );
  return (
    <Page
      title={profile.data.name ?? id}
      lead={
        <>
          <DemoMarkOf app={app} /> {leadOf(own, nameOf(app))}
        </>
      }
      actions={<Actions app={app} />}
    >
      <Facts profile={profile.data} />
      {others.length > 0 && (
        <p className="hint">
          The same id is known to{' '}
          {others.map((other) => (
            <UserLink key={other} app={other} user={id} name={nameOf(other)} />
          ))}
        </p>
      )}
      <Section title="What the score is made of">
        <RiskParts profile={profile.data} />
      </Section>
      {own.length > 0 && (
        <Section title="Decisions">
          <DecisionTable decisions={own} />
        </Section>
      )}
      <Section title="Seen from">
        <Sources profile={profile.data} />
      </Section>
      {itemsOf(events.data).length > 0 && (
        <Section title="Events">
          <EventTable events={itemsOf(events.data)} />
          <More pages={events} />
        </Section>
      )}
      {decide !== undefined && (
        <UserDecisionDialog app={app} user={id} action={decide} onClose={onDecided} />
      )}
    </Page>
  );
}

function Actions({ app }: { app: string }): ReactNode {
  const mayDecide = useMay('decide');
  if (!mayDecide) return null;
  return (Object.keys(userActions) as UserAction[]).map((action) => (
    <Link
      key={action}
      to="."
      search={{ app, decide: action }}
      className={action === 'block' ? 'button danger' : 'button'}
    >
      {userActions[action].label}
    </Link>
  ));
}

function leadOf(decisions: readonly Decision[], app: string): ReactNode {
  const inForce = decisions.find(({ isInForce }) => isInForce);
  if (inForce === undefined) return `A user of ${app}. Nothing is decided about this account.`;
  const done: Partial<Record<string, string>> = {
    block: 'blocked',
    limit: 'limited',
    'step-up': 'asked for proof',
    allow: 'allowed',
  };
  return (
    <>
      <span className="mark was-blocked">{done[inForce.action]}</span> {inForce.reason} · ends{' '}
      <Ago time={inForce.end} />
    </>
  );
}

function Facts({ profile }: { profile: UserProfile }): ReactNode {
  return (
    <dl className="facts">
      <div>
        <dt>Risk</dt>
        <dd>
          <Score score={profile.score} />
          <small>of 100</small>
        </dd>
      </div>
      <div>
        <dt>Id</dt>
        <dd className="clip">{profile.userId}</dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>
          <span className="number">{asNumber(profile.events)}</span>
          <small>{asNumber(profile.blocked)} blocked</small>
        </dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={profile.lastSeen} />
          <small>
            first <Ago time={profile.firstSeen} />
          </small>
        </dd>
      </div>
    </dl>
  );
}

function Sources({ profile: { sources } }: { profile: UserProfile }): ReactNode {
  if (sources.length === 0) return <Empty title="Neither an address nor a session is known" />;
  return (
    <table className="table sources">
      <thead>
        <tr>
          <th scope="col">Address or session</th>
          <th scope="col" className="right">
            Events
          </th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {sources.map(({ kind, value, events, lastSeen }) => (
          <tr key={kind + value}>
            <td>{kind === 'address' ? <AddressLink address={value} /> : <code>{value}</code>}</td>
            <td className="right number">
              {asNumber(events)}
              <span className="on-phone"> events</span>
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
