import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { areas, places } from './places.ts';

type OnePlace = (typeof places)[number];

/** The ways to every view; a phone shows the main ones and a button to the others. */
export function Navigation({
  waiting,
  onMore,
}: {
  /** Open incidents. */
  waiting: number;
  onMore: () => void;
}): ReactNode {
  return (
    <nav aria-label="Views" className="places">
      {areas.map((area) => (
        <div key={area} className="area" role="group" aria-label={area}>
          <p className="area-name" aria-hidden="true">
            {area}
          </p>
          {placesOf(area).map((place) => (
            <PlaceLink key={place.to} place={place} waiting={waiting} />
          ))}
        </div>
      ))}
      <button type="button" className="more-places" onClick={onMore} aria-haspopup="dialog">
        <Icon name="menu" />
        <span>More</span>
      </button>
    </nav>
  );
}

/** Every view, for a phone. */
export function MorePlaces({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title="Go to" onClose={onClose}>
      {areas.map((area) => (
        <section key={area} className="all-places" aria-label={area}>
          <h3>{area}</h3>
          {placesOf(area).map(({ to, label, icon }) => (
            <Link key={to} to={to} onClick={onClose} activeOptions={{ exact: to === '/' }}>
              <Icon name={icon} /> {label}
            </Link>
          ))}
        </section>
      ))}
    </Dialog>
  );
}

const placesOf = (area: (typeof areas)[number]): readonly OnePlace[] =>
  places.filter((place) => place.area === area);

function PlaceLink({ place, waiting }: { place: OnePlace; waiting: number }): ReactNode {
  const { to, label, icon } = place;
  return (
    <Link
      to={to}
      className={'isMain' in place ? undefined : 'is-further'}
      activeOptions={{ exact: to === '/', includeSearch: false }}
    >
      <Icon name={icon} />
      <span>{label}</span>
      {to === '/incidents' && waiting > 0 && (
        <span className="badge">
          {waiting}
          <span className="unseen"> open</span>
        </span>
      )}
    </Link>
  );
}
