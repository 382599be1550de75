import { createRoute } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { App } from '../../views/app.tsx';
import { Apps } from '../../views/apps.tsx';
import { NewApp } from '../../views/new-app.tsx';
import { signedIn } from '../root-routes.tsx';

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

/** What the team has to keep, and how well it is kept. */
export const castle = [apps, newApp, app] as const;
