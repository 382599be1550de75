import { createRoute, redirect } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { lookUp } from '../../api/queries.ts';
import { SetUp } from '../../views/set-up.tsx';
import { SignInLink } from '../../views/sign-in-link.tsx';
import { SignIn } from '../../views/sign-in.tsx';
import { root } from '../root-routes.tsx';
import { textIn } from '../search.ts';

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

/** Where people come in who are not signed in yet. */
export const doors = [setUp, signIn, signInLink] as const;
