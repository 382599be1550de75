import { createRoute, redirect } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { lookUp } from '../../api/queries.ts';
import { SetUp } from '../../views/set-up.tsx';
import { SignInLink } from '../../views/sign-in-link.tsx';
import { SignIn } from '../../views/sign-in.tsx';
import { root } from '../root-routes.tsx';
import { textIn } from '../search.ts';

const ProviderReturn = lazy(async () => ({
  default: (await import('../../views/provider-return.tsx')).ProviderReturn,
}));
const SecondFactorDoor = lazy(async () => ({
  default: (await import('../../views/second-factor-door.tsx')).SecondFactorDoor,
}));

/** Only a path of ours: an address elsewhere would make a lure of our own pages. */
function ownPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/';
}

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
    return <SignIn to={to} onDone={() => void navigate({ href: ownPath(to), replace: true })} />;
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

const providerReturn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/provider',
  component: function ProviderReturnRoute(): ReactNode {
    const navigate = providerReturn.useNavigate();
    return (
      <Suspense>
        <ProviderReturn onDone={(to) => void navigate({ href: ownPath(to), replace: true })} />
      </Suspense>
    );
  },
});

const secondFactor = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  validateSearch: (search): { to?: string | undefined } => ({ to: textIn(search, 'to') }),
  beforeLoad: async ({ context: { client }, location }) => {
    const me = await client.ensureQueryData(lookUp('getMe')).catch(() => undefined);
    if (me === undefined) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
  component: function SecondFactorRoute(): ReactNode {
    const { to } = secondFactor.useSearch();
    const navigate = secondFactor.useNavigate();
    return (
      <Suspense>
        <SecondFactorDoor
          onDone={() => void navigate({ href: ownPath(to), replace: true })}
          onSignOut={() => void navigate({ to: '/sign-in', search: { to } })}
        />
      </Suspense>
    );
  },
});

/** Where people come in who are not signed in yet. */
export const doors = [setUp, signIn, signInLink, providerReturn, secondFactor] as const;
