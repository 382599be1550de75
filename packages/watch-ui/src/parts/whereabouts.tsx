import type { ReactNode } from 'react';
import { useApi } from '../api/queries.ts';
import type { Whereabouts as Known } from '../api/types.ts';
import { asFull } from '../words/time.ts';
import { asCountry, isOld } from '../words/whereabouts.ts';
import { Ago, useNow } from './time.tsx';

/** `Germany · Hetzner Online GmbH`, and that it is a host; nothing where nothing is known. */
export function Whereabouts({ of }: { of: Known }): ReactNode {
  const { country, asn, asName, isHosting } = of;
  if (country === undefined && asn === undefined) return null;
  const system = asn === undefined ? '' : (asName ?? `AS${asn}`);
  return (
    <small className="whereabouts">
      <span title={asn === undefined ? undefined : `AS${asn}`}>
        {[country === undefined ? '' : asCountry(country), system].filter(Boolean).join(' · ')}
      </span>
      {isHosting === true && (
        <>
          {' '}
          <span
            className="mark"
            title="By the name of its network machines stand there, not people"
          >
            hosting
          </span>
        </>
      )}
    </small>
  );
}

const whats = {
  country: { many: 'Countries', one: 'Country' },
  'autonomous system': { many: 'Networks', one: 'Network' },
};

/** Where countries and networks are known from and of what day, or how they become known. */
export function AddressDataNote(): ReactNode {
  const items = useApi('listAddressData').data?.items ?? [];
  const now = useNow();
  if (items.length === 0) return null;
  return (
    <footer className="data-note">
      {items.map(({ what, data, install }) => (
        <small key={what}>
          {data === undefined ? (
            <>
              {whats[what].one} unknown: <code>{install}</code>, then start watch again.
            </>
          ) : (
            <>
              {whats[what].many}:{' '}
              <a href={data.url} rel="noreferrer" target="_blank">
                {data.source}
              </a>
              , {data.licence}, data of{' '}
              <span title={asFull(data.builtAt)}>
                <Ago time={data.builtAt} />
              </span>
              .{isOld(data.builtAt, now) && ' It is old: some addresses have moved since.'}
            </>
          )}
        </small>
      ))}
    </footer>
  );
}
