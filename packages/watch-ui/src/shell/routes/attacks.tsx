import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Attacker } from '../../views/attacker.tsx';
import { type AttackerSearch, Attackers } from '../../views/attackers.tsx';
import { type DecisionSearch, Decisions } from '../../views/decisions.tsx';
import type { EventSearch } from '../../views/explorer/event-search.ts';
import { Incident } from '../../views/incident.tsx';
import { type IncidentSearch, Incidents } from '../../views/incidents.tsx';
import { Overview } from '../../views/overview.tsx';
import { signedIn } from '../root-routes.tsx';
import { oneOf, textIn } from '../search.ts';

const overview = createRoute({ getParentRoute: () => signedIn, path: '/', component: Overview });

const events = createRoute({
  getParentRoute: () => signedIn,
  path: '/events',
  validateSearch: (search): EventSearch & { view?: string | undefined } => ({
    q: textIn(search, 'q'),
    view: textIn(search, 'view'),
    app: textIn(search, 'app'),
    disposition: oneOf(search, 'disposition', ['blocked', 'logged', 'allowed']),
    detection: textIn(search, 'detection'),
    address: textIn(search, 'address'),
    from: textIn(search, 'from'),
    until: textIn(search, 'until'),
  }),
  component: lazyRouteComponent(() => import('./explorer-pages.tsx'), 'EventsRoute'),
});

const incidents = createRoute({
  getParentRoute: () => signedIn,
  path: '/incidents',
  validateSearch: (search): IncidentSearch => ({
    status: oneOf(search, 'status', ['open', 'closed', 'false-alarm', 'any']),
    outcome: oneOf(search, 'outcome', ['attack', 'weakness']),
    app: textIn(search, 'app'),
  }),
  component: function IncidentsRoute(): ReactNode {
    const navigate = incidents.useNavigate();
    return (
      <Incidents
        search={incidents.useSearch()}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const incident = createRoute({
  getParentRoute: () => signedIn,
  path: '/incidents/$id',
  validateSearch: (search): { event?: string | undefined } => ({ event: textIn(search, 'event') }),
  component: function IncidentRoute(): ReactNode {
    return <Incident id={incident.useParams().id} chosen={incident.useSearch().event} />;
  },
});

const attackers = createRoute({
  getParentRoute: () => signedIn,
  path: '/attackers',
  validateSearch: (search): AttackerSearch => ({
    app: textIn(search, 'app'),
    address: textIn(search, 'address'),
  }),
  component: function AttackersRoute(): ReactNode {
    const { app, address } = attackers.useSearch();
    const navigate = attackers.useNavigate();
    return (
      <Attackers
        search={{ app, address }}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

const attacker = createRoute({
  getParentRoute: () => signedIn,
  path: '/attackers/$address',
  component: function AttackerRoute(): ReactNode {
    return <Attacker address={attacker.useParams().address} />;
  },
});

const decisions = createRoute({
  getParentRoute: () => signedIn,
  path: '/decisions',
  validateSearch: (search): DecisionSearch => ({
    show: oneOf(search, 'show', ['all', 'past']),
    about: textIn(search, 'about'),
  }),
  component: function DecisionsRoute(): ReactNode {
    const navigate = decisions.useNavigate();
    return (
      <Decisions
        search={decisions.useSearch()}
        onSearch={(search) => void navigate({ search, replace: true })}
      />
    );
  },
});

/** What attackers do, and what is done about it. */
export const attacks = [
  overview,
  events,
  incidents,
  incident,
  attackers,
  attacker,
  decisions,
] as const;
