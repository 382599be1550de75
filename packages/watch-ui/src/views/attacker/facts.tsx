import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { DemoMarkOf } from '../../parts/demo-data.tsx';
import type { Attacker as Profile, Whereabouts as Known } from '../../api/types.ts';
import { Ago } from '../../parts/time.tsx';
import { Whereabouts } from '../../parts/whereabouts.tsx';
import { queryOf } from '../../words/query-text.ts';
import { asNumber, counted } from '../../words/text.ts';

/** How much came from an address, when, and where it is. */
export function Facts({
  address,
  profiles,
  whereabouts,
  nameOf,
}: {
  address: string;
  profiles: readonly Profile[];
  whereabouts: Known;
  nameOf: (appId: string) => string;
}): ReactNode {
  const sum = (pick: (one: Profile) => number): number =>
    profiles.reduce((total, one) => total + pick(one), 0);
  const times = profiles.flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]).sort();
  const { country, asn } = whereabouts;
  return (
    <dl className="facts">
      <div>
        <dt>Events</dt>
        <dd>
          <Link to="/events" search={{ q: queryOf({ address }) }} className="number">
            {asNumber(sum(({ events }) => events))}
          </Link>
          <small>{asNumber(sum(({ blocked }) => blocked))} blocked</small>
        </dd>
      </div>
      <div>
        <dt>On</dt>
        <dd>
          {profiles.map(({ appId }) => (
            <div key={appId}>
              {nameOf(appId)} <DemoMarkOf app={appId} />
            </div>
          ))}
          <small>{counted(profiles.length, 'app')}</small>
        </dd>
      </div>
      <div>
        <dt>Seen</dt>
        <dd>
          <Ago time={times.at(-1) ?? ''} />
          <small>
            first <Ago time={times[0] ?? ''} />
          </small>
        </dd>
      </div>
      <div>
        <dt>Where it is</dt>
        <dd>
          {country === undefined && asn === undefined ? (
            'not known'
          ) : (
            <Whereabouts of={whereabouts} />
          )}
          {country !== undefined && (
            <small>
              <Link to="/events" search={{ q: queryOf({ country }) }}>
                all of {country}
              </Link>
            </small>
          )}
          {asn !== undefined && (
            <small>
              <Link to="/events" search={{ q: queryOf({ asn: String(asn) }) }}>
                all of AS{asn}
              </Link>
            </small>
          )}
        </dd>
      </div>
    </dl>
  );
}
