import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lookUp } from '../api/queries.ts';
import { App } from '../views/app.tsx';
import { Apps } from '../views/apps.tsx';
import { Attacker } from '../views/attacker.tsx';
import { type AttackerSearch, Attackers } from '../views/attackers.tsx';
import { type DecisionSearch, Decisions } from '../views/decisions.tsx';
import { type EventSearch, Events } from '../views/events.tsx';
import { Incident } from '../views/incident.tsx';
import { type IncidentSearch, Incidents } from '../views/incidents.tsx';
import { NewApp } from '../views/new-app.tsx';
import { Overview } from '../views/overview.tsx';
import { SetUp } from '../views/set-up.tsx';
import { SignInLink } from '../views/sign-in-link.tsx';
import { SignIn } from '../views/sign-in.tsx';
import { Fault } from './fault.tsx';
import { root, signedIn } from './root-routes.tsx';
import { oneOf, textIn } from './search.ts';
import { settings } from './settings-routes.tsx';

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: function SetUpRoute(): ReactNode {
    const navigate = setUp.useNavigate();
    return <SetUp onDone={() => void navigate({ to: '/', replace: true })} />;
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string | undefined } => ({ to: textIn(search, 'to') }),
  component: function SignInRoute(): ReactNode {
    const { to } = signIn.useSearch();
    const navigate = signIn.useNavigate();
    // Only a path of ours: an address elsewhere would make a lure of our own sign-in page.
    const target = to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/';
    return <SignIn onDone={() => void navigate({ href: target, replace: true })} />;
  },
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/link',
  // Whoever is signed in already needs no link, and keeps it.
  beforeLoad: async ({ context: { client } }) => {
    const me = await client.ensureQueryData(lookUp('getMe')).catch(() => undefined);
    if (me !== undefined) throw redirect({ to: '/', replace: true });
  },
  component: function SignInLinkRoute(): ReactNode {
    const navigate = signInLink.useNavigate();
    return <SignInLink onDone={() => void navigate({ to: '/', replace: true })} />;
  },
});

const overview = createRoute({ getParentRoute: () => signedIn, path: '/', component: Overview });

const events = createRoute({
  getParentRoute: () => signedIn,
  path: '/events',
  validateSearch: (search): EventSearch => ({
    app: textIn(search, 'app'),
    disposition: oneOf(search, 'disposition', ['blocked', 'logged', 'allowed']),
    detection: textIn(search, 'detection'),
    address: textIn(search, 'address'),
    from: textIn(search, 'from'),
    until: textIn(search, 'until'),
  }),
  component: function EventsRoute(): ReactNode {
    const { block: _, ...search } = events.useSearch();
    const navigate = events.useNavigate();
    return (
      <Events search={search} onSearch={(search) => void navigate({ search, replace: true })} />
    );
  },
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
  validateSearch: (search): DecisionSearch => ({ show: oneOf(search, 'show', ['all', 'past']) }),
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

const apps = createRoute({ getParentRoute: () => signedIn, path: '/apps', component: Apps });

const newApp = createRoute({
  getParentRoute: () => signedIn,
  path: '/apps/new',
  component: function NewAppRoute(): ReactNode {
    const navigate = newApp.useNavigate();
    return <NewApp onAdded={(id) => void navigate({ to: '/apps/$id', params: { id } })} />;
  },
});

const app = createRoute({
  getParentRoute: () => signedIn,
  path: '/apps/$id',
  component: function AppRoute(): ReactNode {
    return <App id={app.useParams().id} />;
  },
});

const tree = root.addChildren([
  setUp,
  signIn,
  signInLink,
  signedIn.addChildren([
    overview,
    events,
    incidents,
    incident,
    attackers,
    attacker,
    decisions,
    apps,
    newApp,
    app,
    settings,
  ]),
]);

/** Every view by its address. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    scrollRestoration: true,
    defaultErrorComponent: Fault,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
