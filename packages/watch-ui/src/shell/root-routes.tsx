import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiFailure } from '../api/call.ts';
import { lookUp } from '../api/queries.ts';
import { Missing, WholeFault } from './fault.tsx';
import type { Me } from '../api/types.ts';
import { Frame } from './frame.tsx';
import { textIn } from './search.ts';

export const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Missing,
});

/** Everything that only somebody who is signed in sees. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  validateSearch: (search): { block?: string | undefined } => ({ block: textIn(search, 'block') }),
  beforeLoad: async ({ context: { client }, location }) => {
    let me: Me;
    try {
      me = await client.ensureQueryData(lookUp('getMe'));
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 'not_signed_in') throw error;
      throw redirect({ to: '/sign-in', search: { to: location.href } });
    }
    if (me.secondFactor === 'needed') {
      throw redirect({ to: '/second-factor', search: { to: location.href } });
    }
  },
  errorComponent: WholeFault,
  component: function SignedInRoute(): ReactNode {
    return <Frame block={signedIn.useSearch().block} />;
  },
});
